import { validationError } from '../../calls/errors.ts';
import { readWanted } from '../../expressions/parameters.ts';
import { Placeholders } from '../../expressions/placeholders.ts';
import { project } from '../../expressions/projection.ts';
import { list, structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { type Read, required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { readUnits } from '../../tables/capacity.ts';
import { checkKey, checkKeyPaths } from '../../tables/check.ts';
import { Consumed } from '../../tables/consumed.ts';
import { keyText } from '../../tables/key.ts';
import { checkThroughput } from '../../tables/throughput.ts';
import { readItem } from '../../values/read-value.ts';
import { CONFLICT, cancelIfAny, reasonOf } from '../../writes/transaction.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';

const MAX_PARTS = 100;

const get = structure('Get', {
  TableName: required(parameters.tableName),
  Key: required(attributeMap),
  ProjectionExpression: text(),
  ExpressionAttributeNames: parameters.placeholders.ExpressionAttributeNames,
});

const input = structure('TransactGetItemsInput', {
  TransactItems: required(list(structure('TransactGetItem', { Get: required(get) }), { min: 1, max: MAX_PARTS })),
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
});

function readGet(request: Read<typeof get>) {
  const key = readItem(request.Key);
  const placeholders = new Placeholders(request);
  const wanted = readWanted(request, placeholders);
  placeholders.checkAllUsed();
  return { tableName: request.TableName, key, wanted };
}

/** Reads up to 100 items as they are at one moment. */
export const transactGetItems: Operation<typeof input> = {
  name: 'TransactGetItems',
  input,
  perform(request, scope, { nowMs }) {
    const gets = request.TransactItems.map(({ Get }) => readGet(Get)).map((read) => ({
      ...read,
      table: scope.table(read.tableName, nowMs),
    }));
    cancelIfAny(
      gets.map(({ table, key, wanted }) =>
        reasonOf(() => {
          checkKey(table.definition.key, key);
          checkKeyPaths(table.definition, wanted ?? []);
        }),
      ),
    );
    const parts = gets.map((read) => ({ ...read, text: keyText(read.table.definition.key, read.key) }));
    if (new Set(parts.map(({ table, text: item }) => `${table.origin.name}/${item}`)).size < parts.length)
      throw validationError('Transaction request cannot include multiple operations on one item');
    cancelIfAny(
      parts.map(({ table, text: item }) =>
        table.isHeld(item, nowMs) ? CONFLICT : reasonOf(() => checkThroughput(table, 'Read', nowMs)),
      ),
    );
    const consumed = new Consumed(request.ReturnConsumedCapacity, nowMs, 'Read');
    const responses = parts.map(({ table, text: item, wanted }) => {
      const entry = table.records.items.get(item);
      consumed.addRead(table, readUnits(entry?.bytes ?? 0, true));
      if (entry === undefined) return {};
      return { Item: wanted === undefined ? entry.item : project(entry.item, wanted) };
    });
    return { Responses: responses, ...consumed.all() };
  },
};
