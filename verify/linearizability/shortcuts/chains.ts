import type { Call } from '../calls/call.ts';
import type { Broken } from '../calls/model.ts';
import { broken, none, type Values } from './values.ts';

/** Values that replaced each other by compare-and-set, each chain in one piece of time. */
export interface Chains {
  /** By chain: its first value. */
  readonly heads: readonly number[];
  /** By chain: of all its calls, the one that returned first, and the one called last. */
  readonly firstReturn: readonly Call[];
  readonly lastCall: readonly Call[];
}

/**
 * The chains of values that happened, or why one of them has no order: its calls come value by value, so that no call
 * that belongs to a later value may have returned before one of an earlier value began. O(n).
 */
export function chainsOf(values: Values): Chains | Broken {
  const { before, after } = values;
  const heads: number[] = [];
  const firstReturn: Call[] = [];
  const lastCall: Call[] = [];
  const reached = new Uint8Array(values.length);
  for (let head = 0; head < values.length; head++) {
    if (before[head] !== none || !values.has(head)) continue;
    let first = values.firstReturn[head] as Call;
    let last = values.lastCall[head] as Call;
    reached[head] = 1;
    for (let value = after[head] as number; value !== none; value = after[value] as number) {
      reached[value] = 1;
      const early = values.firstReturn[value] as Call;
      if (early.return < last.call) {
        return broken('a value was there before the value that it replaced was gone', [early, last]);
      }
      if (early.return < first.return) first = early;
      const late = values.lastCall[value] as Call;
      if (late.call > last.call) last = late;
    }
    heads.push(head);
    firstReturn.push(first);
    lastCall.push(last);
  }
  const ring = values.writer.filter((_, value) => values.has(value) && reached[value] !== 1);
  return ring.length === 0 ? { heads, firstReturn, lastCall } : broken('values replaced each other in a ring', ring);
}
