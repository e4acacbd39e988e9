import { validationError } from '../../calls/errors.ts';
import { list, map, structure } from '../../shapes/containers.ts';
import { type Read, required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { Consumed } from '../../tables/consumed.ts';
import { Throttles } from '../../tables/throttles.ts';
import { dictionary } from '../../values/dictionary.ts';
import { carryOut } from '../../writes/carry-out.ts';
import { draftDelete } from '../../writes/delete.ts';
import type { Draft } from '../../writes/draft.ts';
import { checkBatchedPut, draftPut } from '../../writes/put.ts';
import { ItemCollections } from '../item-collections.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';

const MAX_REQUESTS = 25;

const writeRequest = structure('WriteRequest', {
  PutRequest: structure('PutRequest', { Item: required(attributeMap) }),
  DeleteRequest: structure('DeleteRequest', { Key: required(attributeMap) }),
});

const input = structure('BatchWriteItemInput', {
  RequestItems: required(
    map('java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>', list(writeRequest), {
      max: MAX_REQUESTS,
      empty: 'The requestItems parameter is required for BatchWriteItem',
      values: { min: 1, max: MAX_REQUESTS },
      keys: parameters.requestedTables,
    }),
  ),
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
  ReturnItemCollectionMetrics: parameters.returnItemCollectionMetrics,
});

type WriteRequest = Read<typeof writeRequest>;

function draft(TableName: string, { PutRequest: put, DeleteRequest: erase }: WriteRequest): Draft {
  if ((put === undefined) === (erase === undefined))
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  return put === undefined
    ? draftDelete({ TableName, Key: (erase as NonNullable<typeof erase>).Key })
    : draftPut({ TableName, Item: put.Item }, checkBatchedPut);
}

/** Puts and deletes items of any number of tables; each for itself, and some perhaps not at all. */
export const batchWriteItem: Operation<typeof input> = {
  name: 'BatchWriteItem',
  input,
  perform(request, scope, circumstances) {
    const { RequestItems: requested, ReturnItemCollectionMetrics: wish } = request;
    const names = Object.keys(requested);
    const all = names.flatMap((name) => (requested[name] as readonly WriteRequest[]).map((write) => ({ name, write })));
    if (all.length > MAX_REQUESTS) throw validationError('Too many items requested for the BatchWriteItem call');
    const drafts = all.map(({ name, write }) => ({ name, write, draft: draft(name, write) }));
    const seen = new Set<string>();
    const planned = drafts.map(({ name, write, draft: drafted }) => {
      const table = scope.table(name, circumstances.nowMs);
      const plan = drafted.plan(table);
      seen.add(`${table.origin.name}/${plan.text}`);
      return { name, write, plan };
    });
    if (seen.size < planned.length) throw validationError('Provided list of item keys contains duplicates');

    const consumed = new Consumed(request.ReturnConsumedCapacity, circumstances.nowMs);
    const throttles = new Throttles();
    const unprocessed = dictionary<WriteRequest[]>();
    const collections = new ItemCollections(wish);
    for (const { name, write, plan } of planned) {
      const isLeft = plan.table.isHeld(plan.text, circumstances.nowMs) || circumstances.chance.leavesUnprocessed();
      const done = isLeft ? undefined : throttles.attempt(() => carryOut(plan, circumstances))?.done;
      if (done === undefined) {
        unprocessed[name] = [...(unprocessed[name] ?? []), write];
        continue;
      }
      consumed.addWrite(plan.table, done.units);
      collections.add(plan.table, done.after ?? done.before);
    }
    throttles.throwIfAll(planned.length);
    return {
      UnprocessedItems: unprocessed,
      ...collections.all(),
      ...consumed.all(),
    };
  },
};
