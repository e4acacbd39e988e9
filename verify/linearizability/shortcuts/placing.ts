import type { Call } from '../calls/call.ts';
import type { Chains } from './chains.ts';
import { sortedBy } from './sorted.ts';
import { none, type Values } from './values.ts';

/** One order of all chains, in which every call takes effect as early as it can. */
export interface Placing {
  /** By place in the order: the head of the chain, and the event after which its first write takes effect. */
  readonly heads: readonly number[];
  readonly starts: Float64Array;
  /** By value: the place of its chain; the events after which it comes, and is replaced. */
  readonly places: Int32Array;
  readonly begins: Float64Array;
  readonly ends: Float64Array;
}

/** @param earliest by chain: where it may start, once those that start before it are over. O(n log n) */
export function placingOf(values: Values, chains: Chains, earliest: Float64Array): Placing {
  const count = values.length;
  const begins = new Float64Array(count);
  const ends = new Float64Array(count);
  const places = new Int32Array(count);
  const order = sortedBy(chains.heads.length, (chain) => earliest[chain]);
  const heads = order.map((chain) => chains.heads[chain] as number);
  const starts = new Float64Array(heads.length);
  let at = Number.NEGATIVE_INFINITY;
  // What comes first replaces nothing: that it would end is written over.
  let last = heads[0] as number;
  for (let place = 0; place < heads.length; place++) {
    for (let value = heads[place] as number; value !== none; value = values.after[value] as number) {
      at = Math.max(at, (values.writer[value] as Call).call);
      begins[value] = at;
      places[value] = place;
      ends[last] = at;
      at = Math.max(at, (values.lastCall[value] as Call).call);
      last = value;
    }
    starts[place] = begins[heads[place] as number] as number;
  }
  ends[last] = Number.POSITIVE_INFINITY;
  return { heads, starts, places, begins, ends };
}
