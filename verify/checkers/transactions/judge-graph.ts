import type { HistoryEvent } from '../../event.ts';
import { counterexampleOf } from '../../verdict.ts';
import type { Violation } from '../../verdict-schema.ts';
import type { CheckerResult } from '../checker.ts';
import type { AnomalyLog } from './anomaly.ts';
import { type ConsistencyModel, ordersOf, refutes } from './consistency-models.ts';
import { violationOf } from './cycle-words.ts';
import { cyclesOf } from './cycles.ts';
import { processOrder, realTime } from './dependency.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { addProcessOrder, addRealTimeOrder } from './order-edges.ts';
import { aborted, committed, type TransactionTable } from './transaction-table.ts';

/** What transactions are judged against. */
export interface TransactionOptions {
  /** `serializable` when nothing is said. */
  readonly model?: ConsistencyModel;
  /** Edges that the search for one class of cycles may look at; then it is `unknown` whether there are more. */
  readonly budget?: number;
}

const shownOfAClass = 100;

/** Find the cycles of a dependency graph and judge them, with what was found without cycles, by a consistency model. */
export function judgeGraph(
  history: readonly HistoryEvent[],
  table: TransactionTable,
  builder: GraphBuilder,
  keys: readonly (string | number)[],
  log: AnomalyLog,
  { model = 'serializable', budget }: TransactionOptions = {},
): CheckerResult {
  const wanted = ordersOf(model);
  if (wanted.process) addProcessOrder(builder, table);
  if (wanted.realTime) addRealTimeOrder(builder, table, history);
  const orders = [...(wanted.process ? [processOrder] : []), ...(wanted.realTime ? [realTime] : [])];
  const { cycles, components, cutShort } = cyclesOf(builder.build(), orders, budget);
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
    for (const cycle of found.slice(0, shownOfAClass)) violations.push(violationOf(cycle, table, keys));
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
