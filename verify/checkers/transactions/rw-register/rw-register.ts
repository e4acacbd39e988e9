import * as z from 'zod';
import type { Checker } from '../../../verdict/checker.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import { fracturesOf } from '../consistency/atomic-order.ts';
import { type ConsistencyModel, implies, ordersOf } from '../consistency/consistency-models.ts';
import { judgeGraph, type TransactionOptions } from '../consistency/judge-graph.ts';
import { vanishedOf } from '../consistency/view-order.ts';
import { AnomalyLog } from '../table/anomaly.ts';
import { transactionsOf } from '../table/transaction-table.ts';
import { everyReadOf } from './every-read.ts';
import { type KeyAssumption, keyAssumptions } from './register-versions.ts';
import { rwRegisterGraph } from './rw-register-graph.ts';

/** The weakest models under which all of a transaction is seen, or nothing; read atomicity looks at sessions, too. */
const withoutParts: readonly ConsistencyModel[] = ['update-atomic', 'consistent-view', 'repeatable-read'];

/** What register transactions are judged against. */
export interface RegisterOptions extends TransactionOptions {
  /** `none` when nothing is said. */
  readonly keys?: KeyAssumption;
}

/**
 * Transactions that write distinct values to registers and read them (Jepsen's `["w", k, v]`, `["r", k, v]` under
 * `f: "txn"`). Registers do not tell the order of their versions: what this accuses is broken, but it does not find
 * everything, as no checker in reasonable time can. What follows without an assumption is used (nothing comes before
 * the first write; a transaction writes after what it read); the option `keys` adds what the system promises of each
 * key alone, and then G0 and more are found. A model that keeps the order of processes or of real time promises it of each
 * key, too. Models as for list-append; read atomicity and monotonic atomic view are decided, and a read in part is
 * accused under each model that forbids it.
 */
export const rwRegister: Checker<RegisterOptions> = {
  name: 'rw-register',
  claim: 'Transactions over registers are isolated from each other as their consistency model promises.',
  complexity: 'O(n) for dependencies and whether there are cycles; shortest cycles within a budget',
  source: 'Kingsbury, Alvaro: Elle (VLDB 2020); Adya: Weak Consistency (1999); Tarjan (1972)',
  definite: false,
  looksFor: { words: ['txn'], counted: ['committed', 'unknown'] },
  options: z.object({ keys: z.enum(keyAssumptions).default('none') }),
  check(history, options) {
    const table = transactionsOf(history);
    const log = new AnomalyLog();
    const { edges, operations } = rwRegisterGraph(table, assumedOf(options), log);
    const fractures = (model: ConsistencyModel, isAccused: boolean): Violation[] => {
      if (model === 'monotonic-atomic-view') {
        return vanishedOf(table, everyReadOf(table, operations), { sessions: false });
      }
      if (model === 'read-atomic') return fracturesOf(table, operations);
      // Whatever the order of the versions, a read in part closes a cycle with at most one anti-dependency: if it is known,
      // that was found.
      const isLeft = !isAccused && withoutParts.some((weaker) => implies(model, weaker));
      return isLeft ? fracturesOf(table, operations, undefined, ordersOf(model).process) : [];
    };
    return judgeGraph(table, edges, operations.keys, log, { ...options, fractures });
  },
};

/** The stronger of what is said of the keys and of what the model says of them. */
function assumedOf({ keys = 'none', model = 'serializable' }: RegisterOptions = {}): KeyAssumption {
  const { process, realTime } = ordersOf(model);
  if (realTime || keys === 'linearizable') return 'linearizable';
  return process ? 'sequential' : keys;
}
