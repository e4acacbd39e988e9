import type { ProcessId } from '../../../history/event.ts';
import { type Checker, resultOf } from '../../../verdict/checker.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import { ww } from '../graph/dependency.ts';
import { noteReads } from '../rw-register/rw-register-graph.ts';
import { registerOperationsOf } from '../rw-register/rw-register-operations.ts';
import { AnomalyLog } from '../table/anomaly.ts';
import { eventOf, type TransactionTable, transactionsOf } from '../table/transaction-table.ts';
import { describeTransaction, eventsOf } from '../table/words.ts';
import { WrittenKeys } from '../table/written-keys.ts';
import { commitOrderOf, contradictionsOf, participantsOf } from './commit-order.ts';

/**
 * Read atomicity of transactions over registers: all of a transaction is seen, or nothing. Some order of all keeps
 * sessions and reads after their writes, and who sees anything of a transaction (or ran it in the same session) reads no
 * key as it was before that transaction wrote it. `CyclicRA`: no order does; `InitRead`: nothing was read of a key that
 * had been written by then. Unlike `rw-register` this decides: what it calls valid has such an order.
 */
export const readAtomic: Checker = {
  name: 'read-atomic',
  claim: 'Of every transaction all is seen, or nothing.',
  complexity: 'O(n · reads of a transaction)',
  source: 'Biswas, Enea: On the Complexity of Checking Transactional Consistency (2019); AWDIT, arXiv 2504.06975',
  definite: false,
  looksFor: { words: ['txn'], counted: ['transactions'] },
  check(history) {
    const table = transactionsOf(history);
    const log = new AnomalyLog();
    const operations = registerOperationsOf(table, log);
    noteReads(table, operations, log);
    const { readers, readKeys, versions, writes, writers, keys } = operations;
    const takesPart = participantsOf(table, operations);
    const builder = commitOrderOf(table, operations, takesPart);
    const wrote = new WrittenKeys(writes, keys.length);
    const violations: Violation[] = [...log.findings.values()].flatMap((finding) => finding.violations);
    const before = (read: number, earlier: number): void => {
      const version = versions[read] as number;
      const [reader, key] = [readers[read] as number, readKeys[read] as number];
      const writer = version < 0 ? -1 : (writes.writers[version] as number);
      if (version < -1 || earlier === writer || earlier === reader || takesPart[earlier] === 0) return;
      if (writer >= 0) builder.add(earlier, writer, ww, key);
      else violations.push(initRead(table, reader, earlier, keys[key]));
    };
    const sessions = new Map<ProcessId, Map<number, number>>();
    let from = 0;
    let written = 0;
    for (let t = 0; t < table.size; t += 1) {
      let to = from;
      while (readers[to] === t) to += 1;
      if (takesPart[t] === 0) continue;
      const session = sessions.get(eventOf(table, t).process) ?? new Map<number, number>();
      sessions.set(eventOf(table, t).process, session);
      const reads = Array.from({ length: to - from }, (_, n) => from + n);
      const sources = new Set(reads.flatMap((read) => writerOf(versions[read] as number, writes.writers)));
      for (const read of reads) {
        const key = readKeys[read] as number;
        const own = session.get(key);
        if (own !== undefined) before(read, own);
        for (const source of sources) if (wrote.has(source, key)) before(read, source);
      }
      for (; (writers[written]?.[0] ?? table.size) <= t; written += 1) {
        const [writer, key] = writers[written] as readonly [number, number];
        if (writer === t) session.set(key, t);
      }
      from = to;
    }
    const because = (one: string, other: string, key: unknown): string =>
      `who read ${key} from ${other} had seen ${one}, which wrote it too`;
    violations.push(...contradictionsOf(builder.build(), table, keys, 'CyclicRA', because));
    return resultOf(violations, { transactions: table.size, reads: readers.length, keys: keys.length });
  },
};

function writerOf(version: number, writers: Int32Array): number[] {
  return version < 0 ? [] : [writers[version] as number];
}

/** Nothing was read of a key that somebody who was seen had written. */
export function initRead(table: TransactionTable, reader: number, earlier: number, key: unknown): Violation {
  const what = `${describeTransaction(table, reader)} read nothing of ${key}, but had seen ${describeTransaction(table, earlier)}`;
  return { id: 'InitRead', what, events: eventsOf(table, [earlier, reader]) };
}
