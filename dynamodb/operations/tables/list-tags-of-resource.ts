import { structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { checkTableArn, taggedTable } from '../definitions/tagged-table.ts';
import type { Operation } from '../operation.ts';

const input = structure('ListTagsOfResourceInput', { ResourceArn: text(), NextToken: text() });

/** Lists the tags of a table. 50 are the most, so that all are in one answer. */
export const listTagsOfResource: Operation<typeof input> = {
  name: 'ListTagsOfResource',
  input,
  perform({ ResourceArn }, scope, { nowMs }) {
    const { tags } = taggedTable(checkTableArn(ResourceArn), scope, nowMs);
    return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
  },
};
