import type { AnomalyLog } from './anomaly.ts';
import { committed, type MicroOperation, malformed, operationsOf, type TransactionTable } from './transaction-table.ts';
import { describeTransaction, describeValue, eventsOf } from './words.ts';
import { WriteTable } from './write-table.ts';

export type List = readonly unknown[];
const empty: List = [];

/** What all transactions appended and what the committed ones read, by key. */
export interface ListOperations {
  readonly keys: readonly (string | number)[];
  readonly appends: WriteTable;
  /** By append: 1 when the same transaction appended to the same key again. */
  readonly intermediate: Uint8Array;
  readonly readers: readonly number[];
  readonly readKeys: readonly number[];
  readonly lists: readonly List[];
  /** By read: 1 when it was the first look of a transaction at a key that it then appended to. */
  readonly updates: Uint8Array;
  /** By key: the longest list that was read. */
  readonly longest: readonly List[];
}

/**
 * One pass over all micro-operations; notes what is `internal` to a transaction on the way. O(n).
 * @throws Error when an element is appended to a key twice: nobody could tell then which of the two was read
 */
export function listOperationsOf(table: TransactionTable, log: AnomalyLog): ListOperations {
  const ids = new Map<string | number, number>();
  const keys: (string | number)[] = [];
  const appends = new WriteTable(table.size);
  const intermediate: number[] = [];
  const readers: number[] = [];
  const readKeys: number[] = [];
  const lists: List[] = [];
  const updating: number[] = [];
  const longest: List[] = [];
  const touched: number[] = [];
  const last: number[] = [];
  const lastRead: number[] = [];
  const previous: number[] = [];
  const lastAppend: number[] = [];
  const firstRead: number[] = [];
  for (let t = 0; t < table.size; t += 1) {
    const operations = operationsOf(table, t);
    const ok = table.outcomes[t] === committed;
    for (let at = 0; at < operations.length; at += 1) {
      const operation = operations[at] as MicroOperation;
      const f = operation[0];
      let key = ids.get(operation[1]);
      if (key === undefined) {
        key = keys.length;
        ids.set(operation[1], key);
        keys.push(operation[1]);
        longest.push(empty);
        touched.push(-1);
        last.push(-1);
        lastRead.push(-1);
        lastAppend.push(-1);
        firstRead.push(-1);
      }
      const again = touched[key] === t;
      previous[at] = again ? (last[key] as number) : -1;
      if (f === 'append') {
        const entry = appends.insert(key, operation[2], t);
        if (entry < 0) throw twice(table, t, operation);
        const before = lastAppend[key] as number;
        if (before >= 0 && appends.writers[before] === t) intermediate.push(before);
        lastAppend[key] = entry;
        const read = firstRead[key] as number;
        const saw = again && read >= 0 && readers[read] === t;
        if (saw) updating.push(read);
        if (saw && (lists[lastRead[key] as number] as List).includes(operation[2])) {
          const why = `with ${describeValue(operation[2])}, which it only appended later`;
          log.add('future-read', () => says(table, t, operation[1], lists[lastRead[key] as number], why));
        }
      } else if (f === 'r') {
        if (!ok) continue;
        const list = operation[2] ?? empty;
        if (!Array.isArray(list)) throw malformed(table.events[t] as never, operation, '["r", key, list]');
        const read = readers.length;
        readers.push(t);
        readKeys.push(key);
        lists.push(list);
        if (list.length > (longest[key] as List).length) longest[key] = list;
        if (!again || readers[firstRead[key] as number] !== t) firstRead[key] = read;
        lastRead[key] = read;
        if (again && !fitsItsOwn(operations, previous, at)) {
          log.add('internal', () => says(table, t, operation[1], list, 'against what it had read and appended itself'));
        }
      } else throw malformed(table.events[t] as never, operation, '["r", key, list] or ["append", key, element]');
      touched[key] = t;
      last[key] = at;
    }
  }
  return {
    keys,
    appends,
    intermediate: flags(intermediate, appends.size),
    readers,
    readKeys,
    lists,
    updates: flags(updating, readers.length),
    longest,
  };
}

function flags(places: readonly number[], size: number): Uint8Array {
  const array = new Uint8Array(size);
  for (const place of places) array[place] = 1;
  return array;
}

function twice(table: TransactionTable, t: number, [, key, element]: MicroOperation): Error {
  const { index } = table.events[t] as { index: number };
  const shown = JSON.stringify(element);
  return new Error(`event ${index}: ${shown} is appended to ${key} a second time; elements of a key must be distinct`);
}

function says(table: TransactionTable, t: number, key: string | number, list: unknown, why: string) {
  const what = `${describeTransaction(table, t)} read ${key} as ${describeValue(list)}, ${why}`;
  return { what, events: eventsOf(table, [t]) };
}

/**
 * A transaction must see what it read and appended itself; `internal`: it did not. Of a key that it appended to before
 * it read it, only the end is known.
 * @param previous by micro-operation, the one before it on the same key; -1: none
 */
function fitsItsOwn(operations: readonly MicroOperation[], previous: readonly number[], at: number): boolean {
  const list = ((operations[at] as MicroOperation)[2] ?? empty) as List;
  let end = list.length;
  for (let before = previous[at] as number; before >= 0; before = previous[before] as number) {
    const [f, , value] = operations[before] as MicroOperation;
    if (f === 'append') {
      end -= 1;
      if (end < 0 || list[end] !== value) return false;
      continue;
    }
    const known = (value ?? empty) as List;
    if (known === list) return true;
    if (known.length !== end) return false;
    for (let n = 0; n < end; n += 1) if (known[n] !== list[n]) return false;
    return true;
  }
  return true;
}
