import { structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { Consumed } from '../../tables/consumed.ts';
import { carryOut } from '../../writes/carry-out.ts';
import { draftPut } from '../../writes/put.ts';
import { itemCollectionMetrics } from '../item-collections.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';

const input = structure('PutItemInput', {
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
  TableName: required(parameters.tableName),
  Item: required(attributeMap),
  ConditionalOperator: parameters.conditionalOperator,
  Expected: parameters.expected,
  ReturnValues: parameters.returnValues,
  ReturnItemCollectionMetrics: parameters.returnItemCollectionMetrics,
  ReturnValuesOnConditionCheckFailure: parameters.returnOnFailure,
  ConditionExpression: text(),
  ...parameters.placeholders,
});

/** Puts an item in place of the one with its key, if there is one. */
export const putItem: Operation<typeof input> = {
  name: 'PutItem',
  input,
  perform(request, scope, circumstances) {
    const draft = draftPut(request);
    const table = scope.table(request.TableName, circumstances.nowMs);
    const planned = draft.plan(table);
    const { before, after, units } = carryOut(planned, circumstances);
    const consumed = new Consumed(request.ReturnConsumedCapacity, circumstances.nowMs);
    consumed.addWrite(table, units);
    return {
      ...(request.ReturnValues === 'ALL_OLD' && before && { Attributes: before }),
      ...consumed.one(),
      ...(after && itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, after)),
    };
  },
};
