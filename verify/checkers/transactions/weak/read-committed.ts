import { type Checker, resultOf } from '../../../verdict/checker.ts';
import { vanishedOf } from '../consistency/view-order.ts';
import { everyReadOf } from '../rw-register/every-read.ts';
import { noteReads } from '../rw-register/rw-register-graph.ts';
import { registerOperationsOf } from '../rw-register/rw-register-operations.ts';
import { AnomalyLog } from '../table/anomaly.ts';
import { transactionsOf } from '../table/transaction-table.ts';

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
    const noted = [...log.findings.values()].filter(({ name }) => name !== 'internal');
    const sight = everyReadOf(table, operations);
    const violations = [
      ...noted.flatMap((finding) => finding.violations),
      ...vanishedOf(table, sight, { sessions: true }),
    ];
    return resultOf(violations, { transactions: table.size, reads: sight.readers.length, keys: sight.keys.length });
  },
};
