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
  const appends = new WriteTable();
  const intermediate: number[] = [];
  const readers: number[] = [];
  const readKeys: number[] = [];
  const lists: List[] = [];
  const updating: number[] = [];
  const longest: List[] = [];
  const touched: number[] = [];
  const lastAppend: number[] = [];
  const firstRead: number[] = [];
  for (let t = 0; t < table.size; t += 1) {
    const operations = operationsOf(table, t);
    const ok = table.outcomes[t] === committed;
    let again = false;
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
        lastAppend.push(-1);
        firstRead.push(-1);
      }
      if (f === 'append') {
        const entry = appends.insert(key, operation[2], t);
        if (entry < 0) throw twice(table, t, operation);
        const before = lastAppend[key] as number;
        if (before >= 0 && appends.writers[before] === t) intermediate.push(before);
        lastAppend[key] = entry;
        const read = firstRead[key] as number;
        if (read >= 0 && readers[read] === t) updating.push(read);
      } else if (f === 'r') {
        if (!ok) continue;
        const list = operation[2] ?? empty;
        if (!Array.isArray(list)) throw malformed(table.events[t] as never, operation, '["r", key, list]');
        const read = readers.length;
        readers.push(t);
        readKeys.push(key);
        lists.push(list);
        if (list.length > (longest[key] as List).length) longest[key] = list;
        if (touched[key] !== t) firstRead[key] = read;
      } else throw malformed(table.events[t] as never, operation, '["r", key, list] or ["append", key, element]');
      if (touched[key] === t) again = true;
      touched[key] = t;
    }
    if (again && ok) noteInternal(table, t, log);
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

/**
 * A transaction must see what it read and appended itself. `internal`: it did not; `future-read`: it saw what it only
 * appended later. Of a key that it appended to before it read it, only the end is known.
 */
function noteInternal(table: TransactionTable, t: number, log: AnomalyLog): void {
  const operations = operationsOf(table, t);
  const known = new Map<string | number, { whole: boolean; list: unknown[] }>();
  for (const [at, [f, key, value]] of operations.entries()) {
    const state = known.get(key);
    if (f === 'append') {
      if (state === undefined) known.set(key, { whole: false, list: [value] });
      else state.list.push(value);
      continue;
    }
    const list = (value ?? empty) as List;
    const later = operations.slice(at).filter((other) => other[0] === 'append' && other[1] === key);
    const future = later.find(([, , element]) => list.includes(element));
    const says = (why: string) => () => {
      const what = `${describeTransaction(table, t)} read ${key} as ${describeValue(value)}, ${why}`;
      return { what, events: eventsOf(table, [t]) };
    };
    if (future !== undefined) {
      log.add('future-read', says(`with ${describeValue(future[2])}, which it only appended later`));
    } else if (state !== undefined) {
      const from = state.whole ? 0 : list.length - state.list.length;
      const fits = list.length === from + state.list.length && state.list.every((each, n) => list[from + n] === each);
      if (!fits) log.add('internal', says(`expected ${state.whole ? '' : '... '}${describeValue(state.list)}`));
    }
    known.set(key, { whole: true, list: [...list] });
  }
}
