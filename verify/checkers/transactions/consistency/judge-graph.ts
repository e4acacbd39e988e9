import type { Key } from '../../../history/event.ts';
import type { CheckerResult } from '../../../verdict/checker.ts';
import { counterexampleOf } from '../../../verdict/verdict.ts';
import type { Violation } from '../../../verdict/verdict-schema.ts';
import { cyclesOf } from '../graph/cycles.ts';
import { cyclicRegionOf } from '../graph/cyclic-region.ts';
import { processOrder, realTime } from '../graph/dependency.ts';
import type { EdgeSource } from '../graph/graph.ts';
import type { AnomalyLog } from '../table/anomaly.ts';
import { aborted, committed, type TransactionTable } from '../table/transaction-table.ts';
import { type ConsistencyModel, ordersOf, refutes } from './consistency-models.ts';
import { violationOf } from './cycle-words.ts';
import { addProcessOrder, addRealTimeOrder } from './order-edges.ts';

/** What transactions are judged against. */
export interface TransactionOptions {
  /** `serializable` when nothing is said. */
  readonly model?: ConsistencyModel;
  /** Edges that the search for one class of cycles may look at; then it is `unknown` whether there are more. */
  readonly budget?: number;
  /** Whether the search for cycles should end, as with the budget. Dependencies are read to the end first. */
  readonly outOfTime?: () => boolean;
}

const shownOfAClass = 100;

/** Find the cycles of a dependency graph and judge them, with what was found without cycles, by a consistency model. */
export function judgeGraph(
  table: TransactionTable,
  edges: EdgeSource,
  keys: readonly Key[],
  log: AnomalyLog,
  { model = 'serializable', budget, outOfTime }: TransactionOptions = {},
): CheckerResult {
  const wanted = ordersOf(model);
  const orders = [...(wanted.process ? [processOrder] : []), ...(wanted.realTime ? [realTime] : [])];
  const { graph, members } = cyclicRegionOf(table.size, (sink) => {
    edges(sink);
    if (wanted.process) addProcessOrder(sink, table);
    if (wanted.realTime) addRealTimeOrder(sink, table);
  });
  const limits = { ...(budget !== undefined && { budget }), ...(outOfTime && { outOfTime }) };
  const { cycles, components, cutShort } = cyclesOf(graph, orders, limits);
  const counts: Record<string, number> = {
    transactions: table.size,
    committed: 0,
    aborted: 0,
    unknown: 0,
    keys: keys.length,
  };
  for (let t = 0; t < table.size; t += 1) {
    const outcome = table.outcomes[t];
    const name = outcome === committed ? 'committed' : outcome === aborted ? 'aborted' : 'unknown';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  counts.components = components;
  const violations: Violation[] = [];
  for (const [name, found] of cycles) {
    counts[name] = found.length;
    if (!refutes(name, model)) continue;
    for (const cycle of found.slice(0, shownOfAClass)) {
      const nodes = cycle.nodes.map((node) => members[node] as number);
      violations.push(violationOf({ ...cycle, nodes }, table, keys));
    }
  }
  for (const { name, count, violations: described } of log.findings.values()) {
    counts[name] = count;
    if (refutes(name, model)) violations.push(...described);
  }
  const counterexample = counterexampleOf(violations);
  if (counterexample !== undefined) return { valid: false, counts, counterexample };
  if (cutShort.length === 0) return { valid: true, counts };
  const error = `the search for ${cutShort.join(', ')} ended early in a graph with ${components} cyclic components`;
  return { valid: 'unknown', counts, error };
}
