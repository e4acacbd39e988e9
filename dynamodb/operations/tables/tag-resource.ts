import { structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { tags } from '../definitions/parameters.ts';
import { readTags } from '../definitions/read-tags.ts';
import { taggedTable } from '../definitions/tagged-table.ts';
import type { Operation } from '../operation.ts';

const input = structure('TagResourceInput', {
  ResourceArn: required(text({ min: 1, max: 1283 })),
  Tags: required(tags),
});

/** Gives a table tags, in place of those with the same keys. */
export const tagResource: Operation<typeof input> = {
  name: 'TagResource',
  input,
  perform({ ResourceArn: arn, Tags: given }, scope, { nowMs }) {
    const added = readTags(given);
    const table = taggedTable(arn, scope, nowMs);
    const all = [...new Map([...table.tags, ...added])].map(([Key, Value]) => ({ Key, Value }));
    table.tags = readTags(all);
    return {};
  },
};
