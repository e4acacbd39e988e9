import type { ProcessId } from '../../../history/event.ts';
import { processOrder, realTime } from '../graph/dependency.ts';
import type { EdgeSink } from '../graph/graph.ts';
import { eachPrecedence } from '../graph/interval-order.ts';
import { aborted, committed, eventOf, type TransactionTable } from '../table/transaction-table.ts';

/**
 * Edges between transactions that one process ran one after the other. O(n).
 * @param takesPart by transaction, 1 for those that count; all that were not aborted when nothing is said
 */
export function addProcessOrder(sink: EdgeSink, table: TransactionTable, takesPart?: Uint8Array): void {
  const last = new Map<ProcessId, number>();
  for (let t = 0; t < table.size; t += 1) {
    if (table.outcomes[t] === aborted || takesPart?.[t] === 0) continue;
    const who = eventOf(table, t).process;
    const before = last.get(who);
    if (before !== undefined) sink.add(before, t, processOrder, -1);
    last.set(who, t);
  }
}

/** Edges from transactions that were over before others began; what is of unknown outcome is never over. O(n log n) */
export function addRealTimeOrder(sink: EdgeSink, { size, outcomes, began, ended }: TransactionTable): void {
  const alive = Array.from({ length: size }, (_, t) => t).filter((t) => outcomes[t] !== aborted);
  const spans = alive.map((t) => ({
    began: began[t] as number,
    ended: outcomes[t] === committed ? (ended[t] as number) : Number.POSITIVE_INFINITY,
  }));
  eachPrecedence(spans, (earlier, later) => {
    sink.add(alive[earlier] as number, alive[later] as number, realTime, -1);
  });
}
