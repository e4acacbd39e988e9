import type { Call } from './call.ts';
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
  /** By return: the first return from it on that belongs to a read; the number of returns when there is none. */
  readonly nextRead: Int32Array;
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
  const returning = inOrderOfReturn(calls);
  const slot = new Int32Array(calls.length);
  const opened = new Int32Array(returning.length + 1);
  const free: number[] = [];
  let slots = 0;
  let next = 0;
  for (let order = 0; order < returning.length; order++) {
    const call = returning[order] as number;
    opened[order] = next;
    const until = (calls[call] as Call).return;
    for (; next < calls.length && (calls[next] as Call).call < until; next++) {
      slot[next] = free.pop() ?? slots++;
    }
    free.push(slot[call] as number);
  }
  opened[returning.length] = next;
  const kind = new Int32Array(calls.length);
  const reads = new Uint8Array(calls.length);
  const returnOrder = new Float64Array(calls.length);
  for (let n = 0; n < calls.length; n++) {
    const call = calls[n] as Call;
    kind[n] = table.kindOf(call);
    reads[n] = isRead(call) ? 1 : 0;
    returnOrder[n] = call.return;
  }
  const nextRead = new Int32Array(returning.length + 1).fill(returning.length);
  for (let order = returning.length - 1; order >= 0; order--) {
    nextRead[order] = reads[returning[order] as number] === 1 ? order : (nextRead[order + 1] as number);
  }
  return {
    calls,
    returns: returning.length,
    returning,
    opened,
    nextRead,
    slot,
    kind,
    isRead: reads,
    returnOrder,
    slots,
  };
}

/** The calls that returned, sorted as numbers that hold the return first and the call second: no comparator is called. */
function inOrderOfReturn(calls: readonly Call[]): Int32Array {
  const keys = new Float64Array(calls.length);
  let returns = 0;
  for (let n = 0; n < calls.length; n++) {
    const call = calls[n] as Call;
    if (call.returned) keys[returns++] = call.return * calls.length + n;
  }
  const returning = new Int32Array(returns);
  keys.subarray(0, returns).sort();
  for (let order = 0; order < returns; order++) returning[order] = (keys[order] as number) % calls.length;
  return returning;
}
