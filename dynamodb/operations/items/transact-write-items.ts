import { validationError } from '../../calls/errors.ts';
import { list, structure } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { type Read, required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { Consumed } from '../../tables/consumed.ts';
import { draftCheck, draftDelete } from '../../writes/delete.ts';
import type { Draft } from '../../writes/draft.ts';
import { draftPut } from '../../writes/put.ts';
import { transact } from '../../writes/transaction.ts';
import { draftUpdate } from '../../writes/update.ts';
import { ItemCollections } from '../item-collections.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';
import { rememberToken, repeatedBy } from '../tokens.ts';

const MAX_PARTS = 100;
const MAX_PAYLOAD_BYTES = 4 * 2 ** 20;

const common = {
  TableName: required(parameters.tableName),
  ReturnValuesOnConditionCheckFailure: parameters.returnOnFailure,
  ...parameters.placeholders,
};

const transactWriteItem = structure('TransactWriteItem', {
  ConditionCheck: structure('ConditionCheck', {
    ...common,
    Key: required(attributeMap),
    ConditionExpression: required(text()),
  }),
  Put: structure('Put', { ...common, Item: required(attributeMap), ConditionExpression: text() }),
  Delete: structure('Delete', { ...common, Key: required(attributeMap), ConditionExpression: text() }),
  Update: structure('Update', {
    ...common,
    Key: required(attributeMap),
    UpdateExpression: required(text()),
    ConditionExpression: text(),
  }),
});

const input = structure('TransactWriteItemsInput', {
  TransactItems: required(list(transactWriteItem, { min: 1, max: MAX_PARTS })),
  ClientRequestToken: text({ min: 1, max: 36 }),
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
  ReturnItemCollectionMetrics: parameters.returnItemCollectionMetrics,
});

function draft(item: Read<typeof transactWriteItem>): Draft {
  const { ConditionCheck: check, Put: put, Delete: erase, Update: update } = item;
  const given = [check, put, erase, update].filter((part) => part !== undefined);
  if (given.length !== 1) throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  if (check !== undefined) return draftCheck(check);
  if (put !== undefined) return draftPut(put);
  if (erase !== undefined) return draftDelete(erase);
  return draftUpdate(update as NonNullable<typeof update>);
}

/** Does all of up to 100 writes and checks, or none of them. */
export const transactWriteItems: Operation<typeof input> = {
  name: 'TransactWriteItems',
  input,
  perform(request, scope, { nowMs, chance }) {
    const drafts = request.TransactItems.map(draft);
    if (drafts.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_PAYLOAD_BYTES)
      throw validationError('Transaction payload size cannot exceed 4 MB');
    const repeated = repeatedBy(request, scope, nowMs);
    if (repeated !== undefined) {
      const reads = new Consumed(request.ReturnConsumedCapacity, nowMs, 'Read');
      for (const [name, units] of repeated) reads.addRead(scope.table(name, nowMs), units);
      return reads.all();
    }
    const untilMs = nowMs + chance.transactionMs();
    const done = transact(drafts, scope, nowMs, untilMs);
    const consumed = new Consumed(request.ReturnConsumedCapacity, nowMs, 'Write');
    const collections = new ItemCollections(request.ReturnItemCollectionMetrics);
    for (const { table, before, after, units } of done) {
      consumed.addWrite(table, units);
      collections.add(table, after ?? before);
    }
    rememberToken(request, done, scope, untilMs);
    return { ...consumed.all(), ...collections.all() };
  },
};
