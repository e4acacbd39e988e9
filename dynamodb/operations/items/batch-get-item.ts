import { validationError } from '../../calls/errors.ts';
import { checkParameters, readWanted } from '../../expressions/parameters.ts';
import { Placeholders } from '../../expressions/placeholders.ts';
import { project } from '../../expressions/projection.ts';
import { list, map, structure } from '../../shapes/containers.ts';
import { flag, text } from '../../shapes/scalars.ts';
import { type Read, required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { hiddenViolation } from '../../shapes/violations.ts';
import { readUnits } from '../../tables/capacity.ts';
import { checkKey, checkKeyPaths } from '../../tables/check.ts';
import { Consumed } from '../../tables/consumed.ts';
import { keyText } from '../../tables/key.ts';
import { Throttles } from '../../tables/throttles.ts';
import { checkThroughput } from '../../tables/throughput.ts';
import type { Item } from '../../values/attribute-value.ts';
import { dictionary } from '../../values/dictionary.ts';
import { type ItemInput, readItem } from '../../values/read-value.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';

const MAX_KEYS = 100;
/** "The operation can retrieve up to 16 MB of data": what does not fit any more is left unprocessed. */
const MAX_ANSWER_BYTES = 16 * 2 ** 20;

const keysAndAttributes = structure('KeysAndAttributes', {
  AttributesToGet: parameters.attributesToGet,
  ConsistentRead: flag,
  Keys: required(list(attributeMap, { min: 1 })),
  ProjectionExpression: text(),
  ExpressionAttributeNames: parameters.placeholders.ExpressionAttributeNames,
});

const input = structure('BatchGetItemInput', {
  RequestItems: required(
    map('KeysAndAttributes', keysAndAttributes, {
      max: MAX_KEYS,
      empty: 'The requestItems parameter is required for BatchGetItem',
      keys: parameters.requestedTables,
    }),
  ),
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
});

type KeysInput = Read<typeof keysAndAttributes>;

function readKeys(request: KeysInput) {
  checkParameters(request, ['ProjectionExpression'], ['AttributesToGet']);
  const keys = request.Keys.map((key) => readItem(key));
  const placeholders = new Placeholders(request);
  const wanted = readWanted(request, placeholders);
  placeholders.checkAllUsed();
  const sorted = keys.map((key) => JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1))));
  if (new Set(sorted).size < keys.length) throw validationError('Provided list of item keys contains duplicates');
  return { keys, wanted };
}

/** Reads items with keys, of any number of tables; each for itself, and some perhaps not at all. */
export const batchGetItem: Operation<typeof input> = {
  name: 'BatchGetItem',
  input,
  perform({ RequestItems: requested, ReturnConsumedCapacity }, scope, circumstances) {
    const names = Object.keys(requested);
    const long = names.find((name) => (requested[name] as KeysInput).Keys.length > MAX_KEYS);
    if (long !== undefined)
      throw hiddenViolation(
        `RequestItems.${long}.member.Keys`,
        `Member must have length less than or equal to ${MAX_KEYS}`,
      );
    if (names.reduce((sum, name) => sum + (requested[name] as KeysInput).Keys.length, 0) > MAX_KEYS)
      throw validationError('Too many items requested for the BatchGetItem call');
    const read = names.map((name) => {
      const request = requested[name] as KeysInput;
      return { name, request, ...readKeys(request) };
    });
    const parts = read.map((part) => {
      const table = scope.table(part.name, circumstances.nowMs);
      checkKeyPaths(table.definition, part.wanted ?? []);
      const texts = part.keys.map((key) => {
        checkKey(table.definition.key, key);
        return keyText(table.definition.key, key);
      });
      return { ...part, table, texts };
    });

    const consumed = new Consumed(ReturnConsumedCapacity, circumstances.nowMs);
    const responses = dictionary<Item[]>();
    const throttles = new Throttles();
    const unprocessed = dictionary<object>();
    let bytes = 0;
    for (const { name, request, table, texts, wanted } of parts) {
      const isConsistent = request.ConsistentRead ?? false;
      const items: Item[] = [];
      const left: ItemInput[] = [];
      for (const [index, text] of texts.entries()) {
        const { items: entries } = isConsistent ? table.records : table.recordsSeen(circumstances);
        const entry = entries.get(text);
        const size = entry?.bytes ?? 0;
        if (
          bytes + size > MAX_ANSWER_BYTES ||
          circumstances.chance.leavesUnprocessed() ||
          throttles.attempt(() => checkThroughput(table, 'Read', circumstances.nowMs)) === undefined
        ) {
          left.push(request.Keys[index] as ItemInput);
          continue;
        }
        bytes += size;
        consumed.addRead(table, readUnits(size, isConsistent));
        if (entry !== undefined) items.push(wanted === undefined ? entry.item : project(entry.item, wanted));
      }
      responses[name] = items;
      if (left.length > 0) unprocessed[name] = { ...request, Keys: left };
    }
    throttles.throwIfAll(parts.reduce((sum, { texts }) => sum + texts.length, 0));
    return { Responses: responses, UnprocessedKeys: unprocessed, ...consumed.all() };
  },
};
