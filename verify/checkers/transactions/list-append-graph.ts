import type { AnomalyLog } from './anomaly.ts';
import { rw, wr, ww } from './dependency.ts';
import { GraphBuilder } from './graph-builder.ts';
import { type List, listOperationsOf } from './list-append-operations.ts';
import { noteReads } from './list-append-reads.ts';
import { unplacedOf, versionsOf } from './list-append-versions.ts';
import { addNextWriters } from './next-writers.ts';
import { aborted, type TransactionTable } from './transaction-table.ts';

/**
 * Dependencies of transactions on lists: a list tells the whole order of its elements, so the longest one that was read
 * gives the versions of its key, and reads and appends fall into place. O(n) in micro-operations and elements read.
 * Anomalies that need no cycle go to the log.
 */
export function listAppendGraph(
  table: TransactionTable,
  log: AnomalyLog,
): { builder: GraphBuilder; keys: readonly (string | number)[] } {
  const operations = listOperationsOf(table, log);
  const versions = versionsOf(table, operations);
  const { offsets, writers } = versions;
  const builder = new GraphBuilder(table.size, 2 * operations.readers.length + operations.appends.size);
  const compatible = noteReads(table, operations, versions, log);
  const unplaced = unplacedOf(table, operations, versions, compatible);
  const tails = new Map<number, number[]>();
  for (let read = 0; read < operations.readers.length; read += 1) {
    const reader = operations.readers[read] as number;
    const key = operations.readKeys[read] as number;
    const list = operations.lists[read] as List;
    if (compatible[read] === 0) {
      const last = list.length === 0 ? -1 : operations.appends.find(key, list.at(-1));
      const writer = last < 0 ? -1 : (operations.appends.writers[last] as number);
      if (writer >= 0 && table.outcomes[writer] !== aborted) builder.add(writer, reader, wr, key);
      continue;
    }
    const place = (offsets[key] as number) + list.length;
    const writer = list.length === 0 ? -1 : (writers[place - 1] as number);
    if (writer >= 0) builder.add(writer, reader, wr, key);
    if (place < (offsets[key + 1] as number)) {
      const next = writers[place] as number;
      if (next >= 0) builder.add(reader, next, rw, key);
    } else if (unplaced.has(key)) {
      const tail = tails.get(key);
      if (tail === undefined) tails.set(key, [reader]);
      else tail.push(reader);
    }
  }
  for (let key = 0; key < operations.keys.length; key += 1) {
    const end = offsets[key + 1] as number;
    for (let place = (offsets[key] as number) + 1; place < end; place += 1) {
      const before = writers[place - 1] as number;
      const after = writers[place] as number;
      if (before >= 0 && after >= 0) builder.add(before, after, ww, key);
    }
  }
  for (const [key, next] of unplaced) {
    const end = offsets[key + 1] as number;
    const last = end > (offsets[key] as number) ? (writers[end - 1] as number) : -1;
    if (last >= 0) for (const writer of new Set(next)) builder.add(last, writer, ww, key);
    addNextWriters(builder, tails.get(key) ?? [], next, key);
  }
  return { builder, keys: operations.keys };
}
