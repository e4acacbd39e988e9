import type { Delivery, Invocation } from '../invocation.ts';

/** Where a call stands in its invocation. */
export interface CallPlace {
  /** Which call for its key this is, from 1. */
  readonly number: number;
  /** Which delivery of the key this is, from 1. */
  readonly delivery: number;
  /** How often the SDK has tried it by now, this try included. */
  readonly tries: number;
}

/** By the SDK's context, of which each call has one that all its tries share. */
const places = new WeakMap<object, CallPlace>();

/** Notes a try of a call, and numbers the call if it is its first. */
export function nextTryOf(context: object, { key, delivery }: Delivery, { tries }: Invocation): CallPlace {
  const known = places.get(context);
  const place = { number: known?.number ?? next(tries, `calls ${key}`), delivery, tries: (known?.tries ?? 0) + 1 };
  places.set(context, place);
  return place;
}

function next(counts: Map<string, number>, what: string): number {
  const count = (counts.get(what) ?? 0) + 1;
  counts.set(what, count);
  return count;
}
