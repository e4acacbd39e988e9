import { list, structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { taggedTable } from '../definitions/tagged-table.ts';
import type { Operation } from '../operation.ts';

const input = structure('UntagResourceInput', {
  ResourceArn: required(text({ min: 1, max: 1283 })),
  TagKeys: required(list(text({ min: 1, max: 128 }))),
});

/** Takes tags from a table. */
export const untagResource: Operation<typeof input> = {
  name: 'UntagResource',
  input,
  perform({ ResourceArn: arn, TagKeys: keys }, scope, { nowMs }) {
    const table = taggedTable(arn, scope, nowMs);
    table.tags = new Map([...table.tags].filter(([key]) => !keys.includes(key)));
    return {};
  },
};
