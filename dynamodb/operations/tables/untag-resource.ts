import { validationError } from '../../calls/errors.ts';
import { list, structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { checkTableArn, taggedTable } from '../definitions/tagged-table.ts';
import type { Operation } from '../operation.ts';

const input = structure('UntagResourceInput', {
  ResourceArn: text(),
  TagKeys: list(text({ min: 1, max: 128 })),
});

/** Takes tags from a table. */
export const untagResource: Operation<typeof input> = {
  name: 'UntagResource',
  input,
  perform({ ResourceArn, TagKeys: keys }, scope, { nowMs }) {
    if (keys === undefined)
      throw validationError(
        "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
      );
    const arn = checkTableArn(ResourceArn);
    if (keys.length === 0) throw validationError('Atleast one Tag Key needs to be provided as Input.');
    const table = taggedTable(arn, scope, nowMs, 'Requested resource not found');
    table.tags = new Map([...table.tags].filter(([key]) => !keys.includes(key)));
    return undefined;
  },
};
