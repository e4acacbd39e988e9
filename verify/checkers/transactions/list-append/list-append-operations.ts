import type { Key } from '../../../history/event.ts';
import { bytes, grown, grownBytes, int32s } from '../graph/working-memory.ts';
import type { AnomalyLog } from '../table/anomaly.ts';
import { ElementIds, isElement } from '../table/element-ids.ts';
import { Interned } from '../table/interned.ts';
import {
  committed,
  eventOf,
  isKey,
  type MicroOperation,
  malformed,
  operationsOf,
  type TransactionTable,
} from '../table/transaction-table.ts';
import { describeTransaction, describeValue, eventsOf } from '../table/words.ts';
import { fitsItsOwn, type List } from './list-append-internal.ts';

const empty: List = [];
const anOperation = '["r", key, list] or ["append", key, element]';

/** Bits of what an operation is. */
export const isAppend = 1;
/** An append: the same transaction appended to the same key again. */
export const isIntermediate = 2;
/** The first look of a transaction at a key that it then appended to. */
export const isUpdate = 4;
/** An append: it has a place among the versions of its key. */
export const isPlaced = 8;
/** A read: it is no beginning of the longest list of its key. */
export const contradicts = 16;

/**
 * What all transactions appended and what the committed ones read, in the order of the transactions. Numbers only: the
 * lists themselves are read again where one must be shown.
 */
export interface ListOperations {
  readonly keys: readonly Key[];
  readonly elements: ElementIds;
  readonly size: number;
  /** By transaction: its first operation; one more at the end. */
  readonly first: Int32Array;
  readonly transactions: Int32Array;
  readonly keyIds: Int32Array;
  /** Of an append the id of its element, of a read the length of its list. */
  readonly values: Int32Array;
  readonly flags: Uint8Array;
  /** By append: the append to the same key before it; -1: none. */
  readonly before: Int32Array;
  /** By key: the last append to it; -1: none. */
  readonly lastAppends: Int32Array;
  /** By key: the longest list that was read. */
  readonly longest: readonly List[];
}

/**
 * One pass over all micro-operations; compares each list with the longest one of its key so far, and notes what is
 * `internal` to a transaction on the way. O(n) in micro-operations and elements.
 */
export function listOperationsOf(table: TransactionTable, log: AnomalyLog): ListOperations {
  const keys = new Interned<Key>();
  const elements = new ElementIds();
  const longest: List[] = [];
  const first = int32s(table.size + 1);
  let capacity = Math.max(64, table.size * 3);
  let transactions = int32s(capacity);
  let keyIds = int32s(capacity);
  let values = int32s(capacity);
  let before = int32s(capacity);
  let flags = bytes(capacity);
  // By key: the last operation, the last append and the first read of the transaction that came last.
  let last = int32s(64).fill(-1);
  let lastAppends = int32s(64).fill(-1);
  let firstReads = int32s(64).fill(-1);
  let previous = int32s(64);
  const contradictory = new Set<number>();
  let size = 0;
  for (let t = 0; t < table.size; t += 1) {
    const operations = operationsOf(table, t);
    const ok = table.outcomes[t] === committed;
    const begin = size;
    first[t] = begin;
    if (size + operations.length > capacity) {
      capacity = Math.max(capacity * 2, size + operations.length);
      transactions = grown(transactions, capacity);
      keyIds = grown(keyIds, capacity);
      values = grown(values, capacity);
      before = grown(before, capacity);
      flags = grownBytes(flags, capacity);
    }
    if (operations.length > previous.length) previous = grown(previous, operations.length);
    for (let at = 0; at < operations.length; at += 1) {
      const operation = operations[at] as MicroOperation;
      if (!Array.isArray(operation)) throw malformed(eventOf(table, t), operation);
      const f = operation[0];
      const key = keys.idOf(operation[1]);
      if (key === longest.length) {
        if (!isKey(operation[1])) throw malformed(eventOf(table, t), operation, anOperation);
        longest.push(empty);
        if (key === last.length) {
          last = grown(last).fill(-1, key);
          lastAppends = grown(lastAppends).fill(-1, key);
          firstReads = grown(firstReads).fill(-1, key);
        }
      }
      const earlier = last[key] as number;
      previous[at] = earlier >= begin ? earlier - begin : -1;
      if (f === 'append') {
        const append = lastAppends[key] as number;
        if (append >= begin) flags[append] = (flags[append] as number) | isIntermediate;
        const read = firstReads[key] as number;
        if (read >= begin) {
          flags[read] = (flags[read] as number) | isUpdate;
          noteFutureRead(table, t, previous, at, log);
        }
        if (!isElement(operation[2])) throw malformed(eventOf(table, t), operation, anOperation);
        values[size] = elements.idOf(operation[2]);
        flags[size] = isAppend;
        before[size] = append;
        lastAppends[key] = size;
      } else if (f === 'r') {
        if (!ok) continue;
        const list = operation[2] ?? empty;
        if (!Array.isArray(list)) throw malformed(eventOf(table, t), operation, anOperation);
        const known = longest[key] as List;
        const length = list.length;
        const common = Math.min(known.length, length);
        let same = 0;
        while (same < common && known[same] === list[same]) same += 1;
        if (same < common) contradictory.add(key);
        if (length > known.length) longest[key] = list;
        values[size] = length;
        if ((firstReads[key] as number) < begin) firstReads[key] = size;
        if (earlier >= begin && !fitsItsOwn(operations, previous, at)) {
          log.add('internal', () => says(table, t, operation, 'against what it had read and appended itself'));
        }
      } else throw malformed(eventOf(table, t), operation, anOperation);
      transactions[size] = t;
      keyIds[size] = key;
      last[key] = size;
      size += 1;
    }
  }
  first[table.size] = size;
  const found = { size, first, transactions, keyIds, values, flags, before, lastAppends, longest, elements };
  if (contradictory.size > 0) markContradictions(table, found, contradictory);
  return { ...found, keys: keys.values };
}

/** The list of a read. */
export function listOf(
  table: TransactionTable,
  { first, transactions }: Pick<ListOperations, 'first' | 'transactions'>,
  read: number,
): List {
  const t = transactions[read] as number;
  // Of a committed transaction every operation is here.
  return (operationsOf(table, t)[read - (first[t] as number)]?.[2] ?? empty) as List;
}

function markContradictions(
  table: TransactionTable,
  operations: Omit<ListOperations, 'keys'>,
  keys: ReadonlySet<number>,
): void {
  const { size, keyIds, flags, longest } = operations;
  for (let read = 0; read < size; read += 1) {
    const key = keyIds[read] as number;
    if (((flags[read] as number) & isAppend) !== 0 || !keys.has(key)) continue;
    const known = longest[key] as List;
    if (listOf(table, operations, read).some((element, at) => element !== known[at])) {
      flags[read] = (flags[read] as number) | contradicts;
    }
  }
}

/** A transaction appends, at `at`, what it had read when it last looked. */
function noteFutureRead(table: TransactionTable, t: number, previous: Int32Array, at: number, log: AnomalyLog): void {
  const operations = operationsOf(table, t);
  let read = previous[at] as number;
  while ((operations[read] as MicroOperation)[0] !== 'r') read = previous[read] as number;
  const element = (operations[at] as MicroOperation)[2];
  if (!(((operations[read] as MicroOperation)[2] ?? empty) as List).includes(element)) return;
  const why = `with ${describeValue(element)}, which it only appended later`;
  log.add('future-read', () => says(table, t, operations[read] as MicroOperation, why));
}

function says(table: TransactionTable, t: number, [, key, list]: MicroOperation, why: string) {
  const what = `${describeTransaction(table, t)} read ${key} as ${describeValue(list)}, ${why}`;
  return { what, events: eventsOf(table, [t]) };
}
