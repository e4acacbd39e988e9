import type { Checker } from '../../../verdict/checker.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import { fracturesOf } from '../consistency/atomic-order.ts';
import type { ConsistencyModel } from '../consistency/consistency-models.ts';
import { judgeGraph, type TransactionOptions } from '../consistency/judge-graph.ts';
import { vanishedOf } from '../consistency/view-order.ts';
import { ww } from '../graph/dependency.ts';
import type { EdgeSink } from '../graph/graph.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import { AnomalyLog } from '../table/anomaly.ts';
import { transactionsOf } from '../table/transaction-table.ts';
import { listAppendGraph } from './list-append-graph.ts';
import type { Reads } from './missed-updates.ts';

/**
 * Transactions that append distinct elements to lists and read whole lists (Jepsen's `["append", k, v]`, `["r", k,
 * list]` under `f: "txn"`). A list tells the order of all versions of its key, so every dependency between transactions
 * is known, and an isolation level is kept if and only if the cycles that it forbids are absent. Judged against
 * `serializable`, or the model in the options; models with `strong-session-` add the order of each process, `strong-`
 * and `strict-` the order of real time. Where nobody read the order of some appends, any order will do. An operation of
 * unknown outcome counts as committed when anybody saw it.
 */
export const listAppend: Checker<TransactionOptions> = {
  name: 'list-append',
  claim: 'Transactions over lists are isolated from each other as their consistency model promises.',
  complexity: 'O(n) for dependencies and whether there are cycles; shortest cycles within a budget',
  source: 'Kingsbury, Alvaro: Elle (VLDB 2020); Adya: Weak Consistency (1999); Tarjan (1972)',
  definite: false,
  looksFor: { words: ['txn'], counted: ['committed', 'unknown'] },
  check(history, options) {
    const table = transactionsOf(history);
    const log = new AnomalyLog();
    const { edges, keys, unread, sight, missed } = listAppendGraph(table, log);
    const reads = options?.model === undefined ? undefined : updatesIn[options.model];
    const updates = reads === undefined ? { violations: [], before: [] } : missed(reads);
    const dependencies = (sink: EdgeSink): void => {
      edges(sink);
      for (const [one, other, key] of updates.before) sink.add(one, other, ww, key);
    };
    const addMore = (builder: GraphBuilder): void => dependencies(onlyVersions(builder));
    const fractures = (model: ConsistencyModel): readonly Violation[] => {
      if (model === 'read-atomic') return fracturesOf(table, sight(), addMore);
      if (model === 'monotonic-atomic-view') return vanishedOf(table, sight(), { sessions: false, addMore });
      if (model !== 'update-atomic') return updates.violations;
      return [...fracturesOf(table, sight(), addMore, false), ...updates.violations];
    };
    return judgeGraph(table, dependencies, keys, log, { ...options, unread, fractures });
  },
};

/** The models that forbid to write over what was not seen. */
const updatesIn: Readonly<Partial<Record<ConsistencyModel, Reads>>> = {
  'cursor-stability': 'of the key',
  'update-atomic': 'of any key',
};

/** Takes the order of versions alone. */
function onlyVersions(builder: GraphBuilder): EdgeSink {
  return {
    add: (from, to, kind, key) => (kind === ww ? builder.add(from, to, kind, key) : undefined),
    junction: () => builder.junction(),
    joins: () => {},
  };
}
