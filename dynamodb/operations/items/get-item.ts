import { checkParameters, readWanted } from '../../expressions/parameters.ts';
import { Placeholders } from '../../expressions/placeholders.ts';
import { project } from '../../expressions/projection.ts';
import { structure } from '../../shapes/containers.ts';
import { flag, text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { readUnits } from '../../tables/capacity.ts';
import { checkKey, checkKeyPaths } from '../../tables/check.ts';
import { Consumed } from '../../tables/consumed.ts';
import { keyText } from '../../tables/key.ts';
import { checkThroughput } from '../../tables/throughput.ts';
import { readItem } from '../../values/read-value.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';

const input = structure('GetItemInput', {
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
  AttributesToGet: parameters.attributesToGet,
  TableName: required(parameters.tableName),
  Key: required(attributeMap),
  ConsistentRead: flag,
  ProjectionExpression: text(),
  ExpressionAttributeNames: parameters.placeholders.ExpressionAttributeNames,
});

/** Reads the item with a key. */
export const getItem: Operation<typeof input> = {
  name: 'GetItem',
  input,
  perform(request, scope, circumstances) {
    checkParameters(request, ['ProjectionExpression'], ['AttributesToGet']);
    const key = readItem(request.Key);
    const placeholders = new Placeholders(request);
    const wanted = readWanted(request, placeholders);
    placeholders.checkAllUsed();
    const table = scope.table(request.TableName, circumstances.nowMs);
    checkKey(table.definition.key, key);
    checkKeyPaths(table.definition, wanted ?? []);
    checkThroughput(table, 'Read', circumstances.nowMs);
    const isConsistent = request.ConsistentRead ?? false;
    const { items } = isConsistent ? table.records : table.recordsSeen(circumstances);
    const entry = items.get(keyText(table.definition.key, key));
    const consumed = new Consumed(request.ReturnConsumedCapacity, circumstances.nowMs);
    consumed.addRead(table, readUnits(entry?.bytes ?? 0, isConsistent));
    return {
      ...(entry && { Item: wanted === undefined ? entry.item : project(entry.item, wanted) }),
      ...consumed.one(),
    };
  },
};
