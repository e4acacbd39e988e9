import type { Call } from './call.ts';
import type { Chains } from './chains.ts';
import type { Broken } from './model.ts';
import { broken, none, type Values } from './values.ts';

/** Where an order of all chains has been found. */
export interface Placed {
  /** Whether there is a moment in a call at which the register does not hold a value. */
  readonly isAbsentOnce: (value: number, call: Call) => boolean;
}

/**
 * Do the chains fit beside each other? A chain with a return before its last invocation was surely going on from the one
 * to the other: its forward zone. The calls of all others have a moment in common: between their last invocation and
 * their first return, the backward zone, the chain fits into any moment. There is an order if and only if no two forward
 * zones overlap and no backward zone lies within a forward one. O(n log n).
 */
export function judgeZones(values: Values, chains: Chains): Placed | Broken {
  const { firstReturn, lastCall, heads } = chains;
  const from = (chain: number) => (firstReturn[chain] as Call).return;
  const to = (chain: number) => (lastCall[chain] as Call).call;
  const forward = sortedBy(heads.length, (chain) => (from(chain) < to(chain) ? from(chain) : undefined));
  for (let n = 1; n < forward.length; n++) {
    const [one, other] = [forward[n - 1] as number, forward[n] as number];
    if (from(other) < to(one)) return clash(values, chains, one, other, 'and so was');
  }
  // By chain: where it comes in the order.
  const starts = new Float64Array(heads.length);
  for (const chain of forward) starts[chain] = from(chain);
  const begun = Float64Array.from(forward, from);
  for (let chain = 0; chain < heads.length; chain++) {
    if (from(chain) < to(chain)) continue;
    const around = forward[lastBefore(begun, to(chain))];
    const isInside = around !== undefined && to(chain) < to(around);
    if (isInside && from(chain) < to(around)) return clash(values, chains, around, chain, 'but in between it was');
    starts[chain] = isInside ? to(around) : to(chain);
  }
  return { isAbsentOnce: absence(values, chains, starts) };
}

/** In the order that was found, every call takes effect as early as it can. */
function absence(values: Values, { heads }: Chains, starts: Float64Array): Placed['isAbsentOnce'] {
  const begins: number[] = [];
  const ends: number[] = [];
  let isKnown = false;
  const place = (): void => {
    let at = -1;
    let last = none;
    for (const chain of sortedBy(heads.length, (chain) => starts[chain])) {
      for (let value = heads[chain] as number; value !== none; value = values.after[value] as number) {
        at = Math.max(at, (values.writer[value] as Call).call);
        begins[value] = at;
        if (last !== none) ends[last] = at;
        at = Math.max(at, (values.lastCall[value] as Call).call);
        last = value;
      }
    }
    ends[last] = Number.POSITIVE_INFINITY;
    isKnown = true;
  };
  return (value, call) => {
    if (!isKnown) place();
    return call.call < (begins[value] as number) || (ends[value] as number) < call.return;
  };
}

function clash(values: Values, chains: Chains, one: number, other: number, how: string): Broken {
  const { heads, firstReturn, lastCall } = chains;
  const name = (chain: number) => {
    const { f, input } = values.writer[heads[chain] as number] as Call;
    return f === '' ? 'the initial value' : JSON.stringify(input);
  };
  const evidence = [one, other].flatMap((chain) => [firstReturn[chain] as Call, lastCall[chain] as Call]);
  const [from, to] = [(firstReturn[one] as Call).return, (lastCall[one] as Call).call];
  return broken(
    `${name(one)} was surely there from event ${Math.max(from, 0)} to event ${to}, ${how} ${name(other)}`,
    evidence,
  );
}

/** The numbers below `count` that have a key, by their keys: sorted as numbers, so that no comparator is called. */
function sortedBy(count: number, keyOf: (number: number) => number | undefined): number[] {
  const keys = new Float64Array(count);
  let found = 0;
  for (let number = 0; number < count; number++) {
    const key = keyOf(number);
    // Keys begin at -1: before everything.
    if (key !== undefined) keys[found++] = (key + 1) * count + number;
  }
  return Array.from(keys.subarray(0, found).sort(), (key) => key % count);
}

/** The last place of ascending numbers at which there is a smaller one; -1 when there is none. */
function lastBefore(ascending: Float64Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
