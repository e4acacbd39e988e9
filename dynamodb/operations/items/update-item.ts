import type { Path } from '../../expressions/placeholders.ts';
import { project } from '../../expressions/projection.ts';
import { structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { Consumed } from '../../tables/consumed.ts';
import type { Item } from '../../values/attribute-value.ts';
import { carryOut, type Done } from '../../writes/carry-out.ts';
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

/** The attributes that ReturnValues asks for: an item, or what of it the update touched. */
export function returned(
  returnValues: string | undefined,
  { before, after }: Pick<Done, 'before' | 'after'>,
  touched: readonly Path[],
): { Attributes?: Item } {
  const whole = returnValues === 'ALL_OLD' || returnValues === 'UPDATED_OLD' ? before : after;
  if (returnValues === undefined || returnValues === 'NONE' || whole === undefined) return {};
  const told = returnValues.startsWith('UPDATED') ? project(whole, touched) : whole;
  return Object.keys(told).length > 0 ? { Attributes: told } : {};
}

/** Changes attributes of the item with a key, or creates it. */
export const updateItem: Operation<typeof input> = {
  name: 'UpdateItem',
  input,
  perform(request, scope, circumstances) {
    const draft = draftUpdate(request);
    const table = scope.table(request.TableName, circumstances.nowMs);
    const done = carryOut(draft.plan(table), circumstances);
    const consumed = new Consumed(request.ReturnConsumedCapacity);
    consumed.addWrite(table, done.units);
    const touched = draft.actions.map(({ path }) => path);
    return {
      ...returned(request.ReturnValues, done, touched),
      ...consumed.one(),
      ...(done.after && itemCollectionMetrics(request.ReturnItemCollectionMetrics, table, done.after)),
    };
  },
};
