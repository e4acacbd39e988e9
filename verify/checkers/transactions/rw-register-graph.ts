import type { AnomalyLog } from './anomaly.ts';
import { wr } from './dependency.ts';
import type { EdgeSink, EdgeSource } from './graph.ts';
import { addNextWriters } from './next-writers.ts';
import { type RegisterOperations, registerOperationsOf } from './rw-register-operations.ts';
import { aborted, committed, type TransactionTable } from './transaction-table.ts';
import { describeTransaction, describeValue, eventsOf, nameOf } from './words.ts';

/**
 * Dependencies of transactions on registers. Registers do not tell the order of their versions, so only what surely
 * follows is said: a read follows the write of what it read; nothing comes before the first write; who read a version
 * and wrote the key put the next version after it, so that every other reader of that version came before. O(n).
 * Anomalies that need no cycle go to the log.
 */
export function rwRegisterGraph(
  table: TransactionTable,
  log: AnomalyLog,
): { edges: EdgeSource; keys: readonly (string | number)[] } {
  const operations = registerOperationsOf(table, log);
  const { keys, writes, readers, readKeys, versions, writers } = operations;
  noteReads(table, operations, log);
  const seen = new Uint8Array(table.size);
  for (let t = 0; t < table.size; t += 1) if (table.outcomes[t] === committed) seen[t] = 1;
  for (const version of versions) if (version >= 0) seen[writes.writers[version] as number] = 1;
  // By version, or by key for the state before all versions: who read it first of all, and who wrote over it.
  const follow = new Map<number, { key: number; readers: number[]; next: number[] }>();
  const following = (id: number, key: number): { readers: number[]; next: number[] } => {
    let entry = follow.get(id);
    if (entry === undefined) {
      entry = { key, readers: [], next: [] };
      follow.set(id, entry);
    }
    return entry;
  };
  for (let read = 0; read < readers.length; read += 1) {
    const reader = readers[read] as number;
    const key = readKeys[read] as number;
    const version = versions[read] as number;
    if (version === unwritten) continue;
    if (version >= 0) {
      const writer = writes.writers[version] as number;
      if (table.outcomes[writer] === aborted) continue;
    }
    const entry = following(version >= 0 ? version : -1 - key, key);
    entry.readers.push(reader);
    if (version >= 0 && operations.updates[read] === 1) entry.next.push(reader);
  }
  for (const [t, key] of writers)
    if (seen[t] === 1 && table.outcomes[t] !== aborted) follow.get(-1 - key)?.next.push(t);
  noteLostUpdates(table, operations, log);
  const edges = (sink: EdgeSink): void => {
    for (let read = 0; read < readers.length; read += 1) {
      const writer = (versions[read] as number) < 0 ? -1 : (writes.writers[versions[read] as number] as number);
      if (writer < 0 || table.outcomes[writer] === aborted) continue;
      sink.add(writer, readers[read] as number, wr, readKeys[read] as number);
    }
    for (const { key, readers: group, next } of follow.values()) addNextWriters(sink, group, next, key);
  };
  return { edges, keys };
}

/** A read of what no transaction wrote. */
const unwritten = -2;

/** Note `G1a`, `G1b` and `unwritten-read`: what no committed transaction left behind. O(n). */
export function noteReads(table: TransactionTable, operations: RegisterOperations, log: AnomalyLog): void {
  for (const [read, version] of operations.versions.entries()) {
    if (version === unwritten) log.add('unwritten-read', () => says(table, operations, read, 'which nobody wrote'));
    if (version < 0) continue;
    const writer = operations.writes.writers[version] as number;
    if (table.outcomes[writer] === aborted) {
      const why = `which ${nameOf(table, writer)} wrote, which was aborted`;
      log.add('G1a', () => says(table, operations, read, why, [writer]));
    } else if (operations.intermediate[version] === 1 && writer !== operations.readers[read]) {
      const why = `before ${describeTransaction(table, writer)} had finished with it`;
      log.add('G1b', () => says(table, operations, read, why, [writer]));
    }
  }
}

function noteLostUpdates(table: TransactionTable, operations: RegisterOperations, log: AnomalyLog): void {
  const updaters = new Map<number, number>();
  const { readers, readKeys, versions, updates } = operations;
  for (let read = 0; read < readers.length; read += 1) {
    const version = versions[read] as number;
    if (updates[read] === 0 || version === unwritten) continue;
    const id = version >= 0 ? version : -1 - (readKeys[read] as number);
    const other = updaters.get(id);
    if (other === undefined) updaters.set(id, readers[read] as number);
    else {
      log.add('lost-update', () =>
        says(table, operations, read, `as did ${describeTransaction(table, other)}, and both wrote over it`, [other]),
      );
    }
  }
}

function says(
  table: TransactionTable,
  { readers, readKeys, values, keys }: RegisterOperations,
  read: number,
  why: string,
  others: readonly number[] = [],
) {
  const reader = readers[read] as number;
  const name = keys[readKeys[read] as number];
  const what = `${describeTransaction(table, reader)} read ${name} as ${describeValue(values[read])}, ${why}`;
  return { what, events: eventsOf(table, [reader, ...others]) };
}
