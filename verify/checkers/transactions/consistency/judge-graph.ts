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
import { describeTransaction, eventsOf } from '../table/words.ts';
import { type ConsistencyModel, ordersOf, refutes } from './consistency-models.ts';
import { violationOf } from './cycle-words.ts';
import { addProcessOrder, addRealTimeOrder } from './order-edges.ts';
import { orderOfUnread } from './unread-order.ts';

/** What transactions are judged against. */
export interface TransactionOptions {
  /** `serializable` when nothing is said. */
  readonly model?: ConsistencyModel;
  /** Edges that the search for one class of cycles may look at; then it is `unknown` whether there are more. */
  readonly budget?: number;
  /** Whether the search for cycles should end, as with the budget. Dependencies are read to the end first. */
  readonly outOfTime?: () => boolean;
}

/** What the graph does not hold. */
export interface Beyond {
  /** By key, who wrote what nobody read, in an order that nobody knows. */
  readonly unread?: () => number[][];
  /** What was read of transactions in part, where a model speaks of that. @param isAccused whether cycles were found */
  readonly fractures?: (model: ConsistencyModel, isAccused: boolean) => readonly Violation[];
}

/** The models that ask for more than that there is no cycle, and whether anti-dependencies must be apart in theirs. */
const apartIn: Readonly<Partial<Record<ConsistencyModel, boolean>>> = {
  'consistent-view': false,
  'parallel-snapshot-isolation': false,
  'snapshot-isolation': true,
  'strong-session-snapshot-isolation': true,
  'strong-snapshot-isolation': true,
};
const shownOfAClass = 100;

/** Find the cycles of a dependency graph and judge them, with what was found without cycles, by a consistency model. */
export function judgeGraph(
  table: TransactionTable,
  edges: EdgeSource,
  keys: readonly Key[],
  log: AnomalyLog,
  { model = 'serializable', budget, outOfTime, unread, fractures }: TransactionOptions & Beyond = {},
): CheckerResult {
  const wanted = ordersOf(model);
  const orders = [...(wanted.process ? [processOrder] : []), ...(wanted.realTime ? [realTime] : [])];
  const { graph, members } = cyclicRegionOf(table.size, (sink) => {
    edges(sink);
    if (wanted.process) addProcessOrder(sink, table);
    if (wanted.realTime) addRealTimeOrder(sink, table);
  });
  const limits = { ...(budget !== undefined && { budget }), ...(outOfTime && { outOfTime }) };
  const { cycles, components, ...search } = cyclesOf(graph, orders, limits);
  const cutShort = [...search.cutShort];
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
  const fractured = fractures?.(model, violations.length > 0) ?? [];
  for (const { id } of fractured) counts[id] = (counts[id] ?? 0) + 1;
  violations.push(...fractured);
  const apart = apartIn[model];
  if (violations.length === 0 && apart !== undefined && unread !== undefined && graph.transactions > 0) {
    const order = orderOfUnread(graph, within(members, unread()), apart, outOfTime ?? (() => false));
    if (order.found === 'unknown') cutShort.push('an order of writes that nobody read');
    if (order.found === false) {
      violations.push(
        unordered(
          table,
          order.members.map((n) => members[n] as number),
          model,
        ),
      );
    }
  }
  const counterexample = counterexampleOf(violations);
  if (counterexample !== undefined) return { valid: false, counts, counterexample };
  if (cutShort.length === 0) return { valid: true, counts };
  const error = `the search for ${cutShort.join(', ')} ended early in a graph with ${components} cyclic components`;
  return { valid: 'unknown', counts, error };
}

/** Groups of transactions in the numbers of a region; what lies outside of it lies in no cycle. */
function within(members: Int32Array, groups: readonly (readonly number[])[]): number[][] {
  const local = new Map(Array.from(members, (t, n) => [t, n]));
  return groups.map((group) => group.flatMap((t) => local.get(t) ?? []));
}

function unordered(table: TransactionTable, writers: readonly number[], model: ConsistencyModel): Violation {
  const told = writers.map((t) => describeTransaction(table, t)).join('; ');
  const what = `${told}. Nobody read the order of what they wrote, and each order of it closes a cycle. No ${model}`;
  return { id: 'unread-order', what, events: eventsOf(table, writers) };
}
