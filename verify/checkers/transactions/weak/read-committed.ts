import { type Checker, resultOf } from '../../../verdict/checker.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import { initRead } from '../consistency/atomic-order.ts';
import { commitOrderOf, contradictionsOf, participantsOf } from '../consistency/commit-order.ts';
import { wr, ww } from '../graph/dependency.ts';
import { noteReads } from '../rw-register/rw-register-graph.ts';
import { registerOperationsOf } from '../rw-register/rw-register-operations.ts';
import { AnomalyLog } from '../table/anomaly.ts';
import { committed, operationsOf, transactionsOf } from '../table/transaction-table.ts';
import { WrittenKeys } from '../table/written-keys.ts';

/**
 * Read committed for transactions over registers: only what was committed is read, and once anything of a transaction
 * was seen, nothing is read any more as it was before it. Some order of all keeps sessions and reads after their writes
 * and has that property; `CyclicRC`: none does; `InitRead`: nothing was read of a key whose writer had been seen. Reads
 * of a key may differ within a transaction. Unlike `rw-register` this decides.
 */
export const readCommitted: Checker = {
  name: 'read-committed',
  claim: 'Only what was committed is read, and what was read never goes back.',
  complexity: 'O(n · reads of a transaction)',
  source: 'Biswas, Enea: On the Complexity of Checking Transactional Consistency (2019); AWDIT, arXiv 2504.06975',
  definite: false,
  looksFor: { words: ['txn'], counted: ['transactions'] },
  check(history) {
    const table = transactionsOf(history);
    const log = new AnomalyLog();
    const operations = registerOperationsOf(table, log);
    noteReads(table, operations, log);
    const { writes, keys, keyIds } = operations;
    const takesPart = participantsOf(table, operations);
    const builder = commitOrderOf(table, operations, takesPart);
    const wrote = new WrittenKeys(operations.writers, keys.length);
    const violations: Violation[] = [...log.findings.values()]
      .filter(({ name }) => name !== 'internal')
      .flatMap((finding) => finding.violations);
    let reads = 0;
    for (let t = 0; t < table.size; t += 1) {
      if (table.outcomes[t] !== committed) continue;
      const seen = new Set<number>();
      const own = new Map<number, unknown>();
      for (const [f, name, value = null] of operationsOf(table, t)) {
        const key = keyIds.get(name) as number;
        if (f === 'w') own.set(key, value);
        // Its own write, as it should be.
        if (f !== 'r' || (own.has(key) && own.get(key) === value)) continue;
        reads += 1;
        const version = value === null ? -1 : writes.find(key, value);
        const writer = version < 0 ? -1 : (writes.writers[version] as number);
        // What nobody committed has been noted.
        if (writer === t || (value !== null && (writer < 0 || takesPart[writer] === 0))) continue;
        for (const earlier of seen) {
          if (earlier === writer || !wrote.has(earlier, key)) continue;
          if (writer < 0) violations.push(initRead(table, t, earlier, name));
          else builder.add(earlier, writer, ww, key);
        }
        if (writer < 0) continue;
        builder.add(writer, t, wr, key);
        seen.add(writer);
      }
    }
    const because = (one: string, other: string, key: unknown): string =>
      `who read ${key} from ${other} had read from ${one} before, which wrote it too`;
    violations.push(...contradictionsOf(builder.build(), table, keys, 'CyclicRC', because));
    return resultOf(violations, { transactions: table.size, reads, keys: keys.length });
  },
};
