import { structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { Consumed } from '../../tables/consumed.ts';
import { carryOut } from '../../writes/carry-out.ts';
import { returned } from '../../writes/returned.ts';
import { draftUpdate } from '../../writes/update.ts';
import { itemCollectionMetrics } from '../item-collections.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';

const input = structure('UpdateItemInput', {
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
  TableName: required(parameters.tableName),
  ReturnItemCollectionMetrics: parameters.returnItemCollectionMetrics,
  ReturnValues: parameters.returnValues,
  ReturnValuesOnConditionCheckFailure: parameters.returnOnFailure,
  Key: required(attributeMap),
  ConditionalOperator: parameters.conditionalOperator,
  Expected: parameters.expected,
  AttributeUpdates: parameters.attributeUpdates,
  ConditionExpression: text(),
  UpdateExpression: text(),
  ...parameters.placeholders,
});

/** Changes attributes of the item with a key, or creates it. */
export const updateItem: Operation<typeof input> = {
  name: 'UpdateItem',
  input,
  perform(request, scope, circumstances) {
    const draft = draftUpdate(request);
    const table = scope.table(request.TableName, circumstances.nowMs);
    const done = carryOut(draft.plan(table), circumstances);
    const consumed = new Consumed(request.ReturnConsumedCapacity, circumstances.nowMs);
    consumed.addWrite(table, done.units);
    return {
      ...returned(request.ReturnValues, done, draft.actions),
      ...consumed.one(),
      ...(done.after && itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, done.after)),
    };
  },
};
