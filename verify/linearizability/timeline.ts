import type { Call } from './operations.ts';
import type { StateTable } from './state-table.ts';

/**
 * The calls of one partition, laid out for the search. Returns are numbered in order of time; between two of them, new
 * calls open. Each open call holds a slot, which is free again after its return; calls that never return keep theirs.
 */
export interface Timeline {
  readonly calls: readonly Call[];
  readonly returns: number;
  /** By return: the call that returns. */
  readonly returning: Int32Array;
  /** By return n: the calls that open after return n − 1 and before it are those from `opened[n]` to `opened[n + 1]`. */
  readonly opened: Int32Array;
  /** By call: its slot, its kind in the state table, 1 for a read, its place in the order of returns. */
  readonly slot: Int32Array;
  readonly kind: Int32Array;
  readonly isRead: Uint8Array;
  readonly returnOrder: Float64Array;
  readonly slots: number;
}

/** Lay out calls, sorted by invocation. O(n log n). */
export function timelineOf<State>(
  calls: readonly Call[],
  table: StateTable<State>,
  isRead: (call: Call) => boolean,
): Timeline {
  const returning = Int32Array.from(calls.keys()).filter((n) => (calls[n] as Call).returned);
  returning.sort((a, b) => (calls[a] as Call).return - (calls[b] as Call).return);
  const slot = new Int32Array(calls.length);
  const opened = new Int32Array(returning.length + 1);
  const free: number[] = [];
  let slots = 0;
  let next = 0;
  for (const [order, call] of returning.entries()) {
    opened[order] = next;
    const until = (calls[call] as Call).return;
    for (; next < calls.length && (calls[next] as Call).call < until; next++) {
      slot[next] = free.pop() ?? slots++;
    }
    free.push(slot[call] as number);
  }
  opened[returning.length] = next;
  return {
    calls,
    returns: returning.length,
    returning,
    opened,
    slot,
    kind: Int32Array.from(calls, (call) => table.kindOf(call)),
    isRead: Uint8Array.from(calls, (call) => (isRead(call) ? 1 : 0)),
    returnOrder: Float64Array.from(calls, (call) => call.return),
    slots,
  };
}
