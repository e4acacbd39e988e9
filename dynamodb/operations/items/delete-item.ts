import { structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { Consumed } from '../../tables/consumed.ts';
import { carryOut } from '../../writes/carry-out.ts';
import { draftDelete } from '../../writes/delete.ts';
import { itemCollectionMetrics } from '../item-collections.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';

const input = structure('DeleteItemInput', {
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
  TableName: required(parameters.tableName),
  ReturnItemCollectionMetrics: parameters.returnItemCollectionMetrics,
  ReturnValues: parameters.returnValues,
  ReturnValuesOnConditionCheckFailure: parameters.returnOnFailure,
  Key: required(attributeMap),
  ConditionalOperator: parameters.conditionalOperator,
  Expected: parameters.expected,
  ConditionExpression: text(),
  ...parameters.placeholders,
});

/** Deletes the item with a key, if there is one. */
export const deleteItem: Operation<typeof input> = {
  name: 'DeleteItem',
  input,
  perform(request, scope, circumstances) {
    const draft = draftDelete(request);
    const table = scope.table(request.TableName, circumstances.nowMs);
    const { before, units } = carryOut(draft.plan(table), circumstances);
    const consumed = new Consumed(request.ReturnConsumedCapacity, circumstances.nowMs);
    consumed.addWrite(table, units);
    return {
      ...(request.ReturnValues === 'ALL_OLD' && before && { Attributes: before }),
      ...consumed.one(),
      ...(before && itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, before)),
    };
  },
};
