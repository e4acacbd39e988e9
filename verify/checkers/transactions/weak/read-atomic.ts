import { type Checker, resultOf } from '../../../verdict/checker.ts';
import { fracturesOf } from '../consistency/atomic-order.ts';
import { noteReads } from '../rw-register/rw-register-graph.ts';
import { registerOperationsOf } from '../rw-register/rw-register-operations.ts';
import { AnomalyLog } from '../table/anomaly.ts';
import { transactionsOf } from '../table/transaction-table.ts';

/**
 * Read atomicity of transactions over registers: all of a transaction is seen, or nothing (`atomic-order.ts`). Unlike
 * `rw-register` this decides: what it calls valid has an order of commits that explains it.
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
    const noted = [...log.findings.values()].flatMap((finding) => finding.violations);
    const counts = { transactions: table.size, reads: operations.readers.length, keys: operations.keys.length };
    return resultOf([...noted, ...fracturesOf(table, operations)], counts);
  },
};
