import { wr, ww } from '../graph/dependency.ts';
import type { EdgeSink, EdgeSource } from '../graph/graph.ts';
import { addNextWriters } from '../graph/next-writers.ts';
import type { AnomalyLog } from '../table/anomaly.ts';
import { aborted, committed, type TransactionTable } from '../table/transaction-table.ts';
import { describeTransaction, describeValue, eventsOf, nameOf } from '../table/words.ts';
import { type KeyAssumption, type Step, versionStepsOf } from './register-versions.ts';
import { type RegisterOperations, registerOperationsOf } from './rw-register-operations.ts';

/**
 * Dependencies of transactions on registers. Registers do not tell the order of their versions, so only what surely
 * follows is said: a read follows the write of what it read; who read a version came before who wrote a later one, and
 * who wrote it did too. `versionStepsOf` says what is later. O(n), O(n log n) with an assumption about keys.
 * Anomalies that need no cycle go to the log.
 */
export function rwRegisterGraph(
  table: TransactionTable,
  assumed: KeyAssumption,
  log: AnomalyLog,
): { edges: EdgeSource; operations: RegisterOperations } {
  const operations = registerOperationsOf(table, log);
  const { writes, readers, readKeys, versions } = operations;
  noteReads(table, operations, log);
  const steps = versionStepsOf(table, operations, assumed, log);
  const follow = followersOf(table, operations, steps);
  noteLostUpdates(table, operations, log);
  const writerOf = (version: number): number => {
    const writer = version < 0 ? -1 : (writes.writers[version] as number);
    return writer < 0 || table.outcomes[writer] === aborted ? -1 : writer;
  };
  const edges = (sink: EdgeSink): void => {
    for (let read = 0; read < readers.length; read += 1) {
      const writer = writerOf(versions[read] as number);
      if (writer >= 0) sink.add(writer, readers[read] as number, wr, readKeys[read] as number);
    }
    for (const { key, from, to } of steps) {
      const [before, after] = [writerOf(from), writerOf(to)];
      if (before >= 0 && after >= 0) sink.add(before, after, ww, key);
    }
    for (const { key, readers: group, next } of follow.values()) addNextWriters(sink, group, next, key);
  };
  return { edges, operations };
}

/** Who read a version, and who wrote a later one. */
interface Followers {
  readonly key: number;
  readonly readers: number[];
  readonly next: number[];
}

/** By version; the state before all versions of key k is -1 - k: after it came whatever was written to the key. */
function followersOf(
  table: TransactionTable,
  { writes, readers, readKeys, versions, writers }: RegisterOperations,
  steps: readonly Step[],
): ReadonlyMap<number, Followers> {
  const seen = new Uint8Array(table.size);
  for (let t = 0; t < table.size; t += 1) if (table.outcomes[t] === committed) seen[t] = 1;
  for (const version of versions) if (version >= 0) seen[writes.writers[version] as number] = 1;
  const follow = new Map<number, Followers>();
  for (let read = 0; read < readers.length; read += 1) {
    const key = readKeys[read] as number;
    const version = versions[read] as number;
    if (version === unwritten) continue;
    if (version >= 0 && table.outcomes[writes.writers[version] as number] === aborted) continue;
    const id = version >= 0 ? version : -1 - key;
    const entry = follow.get(id) ?? { key, readers: [], next: [] };
    follow.set(id, entry);
    entry.readers.push(readers[read] as number);
  }
  for (const { from, to } of steps) if (from >= 0) follow.get(from)?.next.push(writes.writers[to] as number);
  for (const [t, key] of writers) {
    if (seen[t] === 1 && table.outcomes[t] !== aborted) follow.get(-1 - key)?.next.push(t);
  }
  return follow;
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
  const { readers, readKeys, versions, overwrites } = operations;
  for (let read = 0; read < readers.length; read += 1) {
    const version = versions[read] as number;
    if ((overwrites[read] as number) < 0 || version === unwritten) continue;
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
