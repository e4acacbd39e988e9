import { type HistoryEvent, nemesis, type ProcessId } from '../../../history/event.ts';
import { processOrder, realTime } from '../graph/dependency.ts';
import type { EdgeSink } from '../graph/graph.ts';
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

/**
 * Edges from transactions that were over before others began. Only the last ones that were over are kept at each time,
 * those that no later one that is over came after: the rest follows from them. O(n · processes at once).
 */
export function addRealTimeOrder(sink: EdgeSink, table: TransactionTable): void {
  const { history } = table;
  const rows = new Map<number, number>();
  for (let t = 0; t < table.size; t += 1) {
    if (table.outcomes[t] !== aborted) rows.set(table.began[t] as number, t);
  }
  const before = new Map<number, readonly number[]>();
  const open = new Map<ProcessId, number>();
  let over: number[] = [];
  const begin = (t: number): void => {
    for (const earlier of over) sink.add(earlier, t, realTime, -1);
    if (table.outcomes[t] === committed) before.set(t, over);
  };
  for (let index = 0; index < history.length; index += 1) {
    const event = history[index] as HistoryEvent;
    if (event.f !== 'txn' || event.process === nemesis) continue;
    const row = rows.get(index);
    if (row !== undefined) {
      begin(row);
      open.set(event.process, row);
    }
    if (event.type !== 'ok') continue;
    const t = open.get(event.process);
    if (t === undefined) continue;
    const covered = new Set(before.get(t));
    before.delete(t);
    over = [...over.filter((earlier) => !covered.has(earlier)), t];
  }
}
