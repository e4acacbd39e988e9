import { validationError } from '../../calls/errors.ts';
import { structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { tags } from '../definitions/parameters.ts';
import { readTags } from '../definitions/read-tags.ts';
import { checkTableArn, taggedTable } from '../definitions/tagged-table.ts';
import type { Operation } from '../operation.ts';

const input = structure('TagResourceInput', { ResourceArn: text(), Tags: tags });

/** Gives a table tags, in place of those with the same keys. */
export const tagResource: Operation<typeof input> = {
  name: 'TagResource',
  input,
  perform({ ResourceArn, Tags: given }, scope, { nowMs }) {
    if (given === undefined)
      throw validationError(
        "1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null",
      );
    const arn = checkTableArn(ResourceArn);
    if (given.length === 0) throw validationError('Atleast one Tag needs to be provided as Input.');
    const added = readTags(given);
    const table = taggedTable(arn, scope, nowMs);
    const all = [...new Map([...table.tags, ...added])].map(([Key, Value]) => ({ Key, Value }));
    table.tags = readTags(all);
    return undefined;
  },
};
