import { type Checker, type CheckerResult, resultOf } from '../../../verdict/checker.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import { commitOrderOf, contradictionsOf, participantsOf } from '../consistency/commit-order.ts';
import { ww } from '../graph/dependency.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { noteReads } from '../rw-register/rw-register-graph.ts';
import { type RegisterOperations, registerOperationsOf } from '../rw-register/rw-register-operations.ts';
import { AnomalyLog } from '../table/anomaly.ts';
import { type TransactionTable, transactionsOf } from '../table/transaction-table.ts';
import { describeTransaction, eventsOf } from '../table/words.ts';
import { type Clocks, clocksOf } from './causal-clocks.ts';

/**
 * Causal consistency of transactions over registers (`["w", k, v]`, `["r", k, v]`, distinct values per key): some order
 * of all transactions keeps the order of each session and of reads after their writes, and who read a key had heard of
 * no later write to it. For each read only the last write of each session in its causal past matters: that write must
 * have come before the one that was read, and with all these orders there must be no cycle. What breaks it has the names
 * of Bouajjani et al. (POPL 2017): `CyclicCO`, sessions and reads go round; `WriteCOInitRead`, nothing was read of a key
 * that the reader had heard of; `CyclicCF`, no order of writes fits. A clock of each session is kept for each transaction.
 */
export const causalConsistency: Checker = {
  name: 'causal-consistency',
  claim: 'Nobody sees an effect without its causes.',
  complexity: 'O(n · sessions · log n)',
  source: 'Biswas, Enea: On the Complexity of Checking Transactional Consistency (2019); AWDIT, arXiv 2504.06975',
  definite: false,
  looksFor: { words: ['txn'], counted: ['transactions'] },
  check(history): CheckerResult {
    const table = transactionsOf(history);
    const log = new AnomalyLog();
    const operations = registerOperationsOf(table, log);
    noteReads(table, operations, log);
    const counts = { transactions: table.size, reads: operations.readers.length, keys: operations.keys.length };
    const takesPart = participantsOf(table, operations);
    const builder = commitOrderOf(table, operations, takesPart);
    const violations: Violation[] = [...log.findings.values()].flatMap((finding) => finding.violations);
    const contradictions = (): Violation[] =>
      contradictionsOf(builder.build(), table, operations.keys, 'CyclicCF', (one, other, key) => {
        return `who read ${key} from ${other} had heard of ${one}`;
      });
    const found = contradictions();
    if (found.length === 0) {
      const clocks = clocksOf(builder.build(), table, takesPart);
      if (clocks === undefined && violations.length === 0) return { valid: 'unknown', counts, error: tooMany };
      if (clocks !== undefined) addOverwritten(builder, table, operations, takesPart, clocks, violations);
      found.push(...contradictions());
    }
    violations.push(...found);
    return resultOf(violations, counts);
  },
};

const tooMany =
  'a clock of each session for each transaction would not fit 2 GiB: give a shorter history, or fewer sessions';

/** Put every write that a reader had heard of before the write that it read. */
function addOverwritten(
  builder: GraphBuilder,
  table: TransactionTable,
  { readers, readKeys, versions, writes, writers, keys }: RegisterOperations,
  takesPart: Uint8Array,
  { sessions, session, place, past }: Clocks,
  violations: Violation[],
): void {
  const byKey = new Map<number, Map<number, number[]>>();
  for (const [t, key] of writers) {
    if (takesPart[t] === 0) continue;
    const ofKey = byKey.get(key) ?? new Map<number, number[]>();
    byKey.set(key, ofKey);
    const ofSession = ofKey.get(session[t] as number);
    if (ofSession === undefined) ofKey.set(session[t] as number, [t]);
    else ofSession.push(t);
  }
  for (const [read, version] of versions.entries()) {
    const reader = readers[read] as number;
    const key = readKeys[read] as number;
    if (version < -1) continue;
    for (const [s, ofSession] of byKey.get(key) ?? []) {
      // The past of a reader counts the reader itself, which is no cause of its own.
      const heard = (past[reader * sessions + s] as number) - (session[reader] === s ? 1 : 0);
      const last = lastBefore(ofSession, place, heard);
      if (last < 0) continue;
      if (version >= 0) builder.add(last, writes.writers[version] as number, ww, key);
      else {
        const what = `${describeTransaction(table, reader)} read nothing of ${keys[key]}, but had heard of ${describeTransaction(table, last)}`;
        violations.push({ id: 'WriteCOInitRead', what, events: eventsOf(table, [last, reader]) });
      }
    }
  }
}

/** The last transaction of a session whose place is below a bound, or -1. */
function lastBefore(ofSession: readonly number[], place: Int32Array, bound: number): number {
  let low = 0;
  let high = ofSession.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((place[ofSession[middle] as number] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? -1 : (ofSession[low - 1] as number);
}
