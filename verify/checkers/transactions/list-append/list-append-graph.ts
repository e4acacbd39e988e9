import type { Key } from '../../../history/event.ts';
import type { Sight } from '../consistency/commit-order.ts';
import { rw, wr, ww } from '../graph/dependency.ts';
import type { EdgeSink, EdgeSource } from '../graph/graph.ts';
import { addNextWriters } from '../graph/next-writers.ts';
import type { AnomalyLog } from '../table/anomaly.ts';
import { aborted, type TransactionTable } from '../table/transaction-table.ts';
import { contradicts, isAppend, type ListOperations, listOf, listOperationsOf } from './list-append-operations.ts';
import { noteReads } from './list-append-reads.ts';
import { sightOf } from './list-append-sight.ts';
import { type Unplaced, unplacedOf } from './list-append-unplaced.ts';
import { KeyElements, type Versions, versionsOf } from './list-append-versions.ts';
import { type MissedUpdates, missedUpdatesOf, type Reads } from './missed-updates.ts';

/** What lists tell of transactions. */
export interface ListAppendGraph {
  readonly edges: EdgeSource;
  readonly keys: readonly Key[];
  /** By key, who appended what nobody read, where these are several: in which order is not known. */
  readonly unread: () => number[][];
  /** What transactions saw of each other. */
  readonly sight: () => Sight;
  /** Who wrote over what it had not seen. */
  readonly missed: (reads: Reads) => MissedUpdates;
}

/**
 * Dependencies of transactions on lists: a list tells the whole order of its elements, so the longest one that was read
 * gives the versions of its key, and reads and appends fall into place. O(n) in micro-operations and elements read.
 * Anomalies that need no cycle go to the log.
 */
export function listAppendGraph(table: TransactionTable, log: AnomalyLog): ListAppendGraph {
  const operations = listOperationsOf(table, log);
  const versions = versionsOf(table, operations);
  noteReads(table, operations, versions, log);
  const unplaced = unplacedOf(table, operations);
  return {
    edges: (sink) => addEdges(sink, table, operations, versions, unplaced),
    keys: operations.keys,
    unread: () => groupsOf(unplaced),
    sight: () => sightOf(table, operations, versions),
    missed: (reads) => missedUpdatesOf(table, operations, versions, unplaced, reads),
  };
}

function groupsOf({ one, other, more }: Unplaced): number[][] {
  const groups: number[][] = [];
  for (let key = 0; key < one.length; key += 1) {
    const all = more.get(key) ?? [one[key] as number, other[key] as number];
    if (all.every((writer) => writer >= 0)) groups.push([...all]);
  }
  return groups;
}

function addEdges(
  sink: EdgeSink,
  table: TransactionTable,
  operations: ListOperations,
  { offsets, writers }: Versions,
  unplaced: Unplaced,
): void {
  const { size, flags, keyIds, values, transactions, keys } = operations;
  const { one, other, more } = unplaced;
  const elements = new KeyElements(table, operations);
  const tails = new Map<number, number[]>();
  for (let read = 0; read < size; read += 1) {
    const bits = flags[read] as number;
    if ((bits & isAppend) !== 0) continue;
    const reader = transactions[read] as number;
    const key = keyIds[read] as number;
    if ((bits & contradicts) !== 0) {
      elements.show(key);
      const append = elements.find(listOf(table, operations, read).at(-1));
      const writer = append < 0 ? -1 : (transactions[append] as number);
      if (writer >= 0 && table.outcomes[writer] !== aborted) sink.add(writer, reader, wr, key);
      continue;
    }
    const length = values[read] as number;
    const place = (offsets[key] as number) + length;
    const writer = length === 0 ? -1 : (writers[place - 1] as number);
    if (writer >= 0) sink.add(writer, reader, wr, key);
    if (place < (offsets[key + 1] as number)) {
      const next = writers[place] as number;
      if (next >= 0) sink.add(reader, next, rw, key);
    } else if (more.has(key)) {
      const tail = tails.get(key);
      if (tail === undefined) tails.set(key, [reader]);
      else tail.push(reader);
    } else {
      if ((one[key] as number) >= 0) sink.add(reader, one[key] as number, rw, key);
      if ((other[key] as number) >= 0) sink.add(reader, other[key] as number, rw, key);
    }
  }
  for (let key = 0; key < keys.length; key += 1) {
    const end = offsets[key + 1] as number;
    for (let place = (offsets[key] as number) + 1; place < end; place += 1) {
      const before = writers[place - 1] as number;
      const after = writers[place] as number;
      if (before >= 0 && after >= 0) sink.add(before, after, ww, key);
    }
    const last = end > (offsets[key] as number) ? (writers[end - 1] as number) : -1;
    if (last < 0) continue;
    if ((one[key] as number) >= 0) sink.add(last, one[key] as number, ww, key);
    if ((other[key] as number) >= 0) sink.add(last, other[key] as number, ww, key);
    for (const writer of more.get(key)?.slice(2) ?? []) sink.add(last, writer, ww, key);
  }
  for (const [key, next] of more) addNextWriters(sink, tails.get(key) ?? [], next, key);
}
