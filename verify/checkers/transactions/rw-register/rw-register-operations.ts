import type { Key } from '../../../history/event.ts';
import type { AnomalyLog } from '../table/anomaly.ts';
import { isElement } from '../table/element-ids.ts';
import {
  committed,
  eventOf,
  isKey,
  type MicroOperation,
  malformed,
  operationsOf,
  type TransactionTable,
  writtenTwice,
} from '../table/transaction-table.ts';
import { describeTransaction, describeValue, eventsOf } from '../table/words.ts';
import { WriteTable } from '../table/write-table.ts';

const anOperation = '["r", key, value] or ["w", key, value], the value a string, a number or a boolean';

/**
 * What all transactions wrote, and what the committed ones read of others: their first look at a key, and whatever else they
 * saw there later, even after they had written it themselves.
 */
export interface RegisterOperations {
  readonly keys: readonly Key[];
  /** The place of each key in `keys`. */
  readonly keyIds: ReadonlyMap<Key, number>;
  readonly writes: WriteTable;
  /** By write: 1 when the same transaction wrote the key again. */
  readonly intermediate: Uint8Array;
  readonly readers: readonly number[];
  readonly readKeys: readonly number[];
  readonly values: readonly unknown[];
  /** By read: 1 when its transaction had read or written the key before. */
  readonly again: Uint8Array;
  /** By read: the write of what was read; -1: nothing had been written; -2: nobody wrote it. */
  readonly versions: Int32Array;
  /** By read: who wrote it; -1, -2 as above. */
  readonly sources: Int32Array;
  /** By read: the last write of the transaction to the key, if it came after; -1: it wrote nothing. */
  readonly overwrites: Int32Array;
  /** Transactions, in order, and the keys that they wrote. */
  readonly writers: readonly (readonly [transaction: number, key: number])[];
}

/**
 * One pass over all micro-operations; notes what is `internal` to a transaction on the way. O(n).
 * @throws EventError when a value is written to a key twice: nobody could tell then which of the two was read
 */
export function registerOperationsOf(table: TransactionTable, log: AnomalyLog): RegisterOperations {
  const ids = new Map<Key, number>();
  const keys: Key[] = [];
  const writes = new WriteTable(table.size);
  const intermediate: number[] = [];
  const readers: number[] = [];
  const readKeys: number[] = [];
  const values: unknown[] = [];
  const again: number[] = [];
  const overwriting: [read: number, write: number][] = [];
  const writers: [number, number][] = [];
  for (let t = 0; t < table.size; t += 1) {
    const event = eventOf(table, t);
    const ok = table.outcomes[t] === committed;
    const own = new Map<number, { value: unknown; write: number; read: number }>();
    for (const operation of operationsOf(table, t)) {
      if (!Array.isArray(operation)) throw malformed(event, operation);
      const [f, name, given] = operation;
      const value = given ?? null;
      let key = ids.get(name);
      if (key === undefined) {
        if (!isKey(name)) throw malformed(event, operation, anOperation);
        key = keys.length;
        ids.set(name, key);
        keys.push(name);
      }
      const before = own.get(key);
      if (f === 'w') {
        if (!isElement(value)) throw malformed(event, operation, anOperation);
        const write = writes.insert(key, value, t);
        if (write < 0) throw writtenTwice(event, name, value);
        if (before === undefined || before.write < 0) writers.push([t, key]);
        else intermediate.push(before.write);
        if (before !== undefined && before.read >= 0) overwriting.push([before.read, write]);
        own.set(key, { value, write, read: before?.read ?? -1 });
      } else if (f === 'r') {
        if (!ok || before?.value === value) continue;
        if (before === undefined) own.set(key, { value, write: -1, read: readers.length });
        else {
          noteInternal(table, t, operation, before.value, log);
          const written = value === null ? -1 : writes.find(key, value);
          // What it wrote itself before says nothing of others.
          if (written >= 0 && writes.writers[written] === t) continue;
          again.push(readers.length);
        }
        readers.push(t);
        readKeys.push(key);
        values.push(value);
      } else throw malformed(event, operation, anOperation);
    }
  }
  const versions = new Int32Array(readers.length).fill(-1);
  for (const [read, value] of values.entries()) {
    if (value === null) continue;
    const write = writes.find(readKeys[read] as number, value);
    versions[read] = write < 0 ? -2 : write;
    if (write < 0 || writes.writers[write] !== readers[read]) continue;
    const why = 'which it only wrote later';
    const t = readers[read] as number;
    const what = `${describeTransaction(table, t)} read ${keys[readKeys[read] as number]} as ${describeValue(value)}, ${why}`;
    log.add('future-read', () => ({ what, events: eventsOf(table, [t]) }));
  }
  const overwrites = new Int32Array(readers.length).fill(-1);
  for (const [read, write] of overwriting) overwrites[read] = write;
  return {
    keys,
    keyIds: ids,
    writes,
    intermediate: flags(intermediate, writes.size),
    readers,
    readKeys,
    values,
    again: flags(again, readers.length),
    versions,
    sources: Int32Array.from(versions, (version) => (version < 0 ? version : (writes.writers[version] as number))),
    overwrites,
    writers,
  };
}

function noteInternal(
  table: TransactionTable,
  t: number,
  [, key, value]: MicroOperation,
  expected: unknown,
  log: AnomalyLog,
): void {
  log.add('internal', () => {
    const what = `${describeTransaction(table, t)} read ${key} as ${describeValue(value)}, expected ${describeValue(expected)}`;
    return { what, events: eventsOf(table, [t]) };
  });
}

function flags(places: readonly number[], size: number): Uint8Array {
  const array = new Uint8Array(size);
  for (const place of places) array[place] = 1;
  return array;
}
