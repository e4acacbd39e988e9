import type { ProcessId } from '../../../history/event.ts';
import { componentsOf } from '../graph/components.ts';
import { processOrder, wr } from '../graph/dependency.ts';
import type { Graph } from '../graph/graph.ts';
import { eventOf, type TransactionTable } from '../table/transaction-table.ts';

/** What each transaction may have heard of, as vector clocks. */
export interface Clocks {
  readonly sessions: number;
  /** By transaction: its session, and its place in it. */
  readonly session: Int32Array;
  readonly place: Int32Array;
  /** At `t * sessions + s`: how many transactions of session s lie in the causal past of t, t itself among them. */
  readonly past: Int32Array;
}

/** More clocks than these, four bytes each, are not kept: 2 GiB. */
const mostClocks = 2 ** 29;

/**
 * Vector clocks along session order and reads, whose graph must have no cycle. O(edges · sessions), and as much memory as
 * transactions · sessions.
 * @returns undefined where that is too much
 */
export function clocksOf(graph: Graph, table: TransactionTable, takesPart: Uint8Array): Clocks | undefined {
  const ids = new Map<ProcessId, number>();
  const lengths: number[] = [];
  const session = new Int32Array(table.size);
  const place = new Int32Array(table.size);
  for (let t = 0; t < table.size; t += 1) {
    if (takesPart[t] === 0) continue;
    const process = eventOf(table, t).process;
    const id = ids.get(process) ?? ids.size;
    if (id === ids.size) {
      ids.set(process, id);
      lengths.push(0);
    }
    session[t] = id;
    place[t] = lengths[id] as number;
    lengths[id] = (lengths[id] as number) + 1;
  }
  const sessions = ids.size;
  if (table.size * sessions > mostClocks) return undefined;
  const past = new Int32Array(table.size * sessions);
  // Edges lead to lower components: from the highest down every transaction comes after its past.
  const { of, count } = componentsOf(graph, processOrder | wr);
  const order = new Int32Array(count).fill(-1);
  for (let t = 0; t < table.size; t += 1) order[count - 1 - (of[t] as number)] = t;
  for (const t of order) {
    if (takesPart[t] !== 1) continue;
    const own = t * sessions;
    past[own + (session[t] as number)] = (place[t] as number) + 1;
    for (let at = graph.offsets[t] as number; at < (graph.offsets[t + 1] as number); at += 1) {
      const base = (graph.targets[at] as number) * sessions;
      for (let s = 0; s < sessions; s += 1) {
        if ((past[own + s] as number) > (past[base + s] as number)) past[base + s] = past[own + s] as number;
      }
    }
  }
  return { sessions, session, place, past };
}
