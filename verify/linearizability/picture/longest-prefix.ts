import type { Partition } from '../calls/partition.ts';
import type { Budget } from '../search/budget.ts';
import type { Found, Search } from '../search/search.ts';

/** The longest linearizable prefix of a partition. */
export interface Prefix {
  /** How many returns it has. */
  readonly returns: number;
  /** Calls in an order in which they may have taken effect; empty when none was found in the budget. */
  readonly order: readonly number[];
  /** States that it may end in: some of them, perhaps none. */
  readonly states: ReadonlySet<number>;
}

/** Spent on listing the states before the culprit: they are for people, and there may be very many. */
const bytesForStates = 1 << 16;

/**
 * The longest linearizable prefix of a partition that is not linearizable. A call that is open at its end counts with
 * the answer that it got later. Without foresight the search has found it already; with foresight it turned back before
 * it got there, so that prefixes are searched: linearizability is closed under them. O(log n) searches.
 */
export function longestPrefix<State>(
  search: Search<State>,
  partition: Partition,
  budget: Budget,
  found: Found,
  foresees: boolean,
): Prefix {
  const returns = foresees ? lengthOfPrefix(search, partition, budget, found.passed) : found.passed;
  return describePrefix(search, partition, budget, returns);
}

/** An order of a prefix that is known to be linearizable, and states at its end. */
export function describePrefix<State>(
  search: Search<State>,
  partition: Partition,
  budget: Budget,
  returns: number,
): Prefix {
  const { valid, order } = search.run(partition, budget, { returns, foresight: returns, remember: true });
  const few = { ...budget, bytes: search.bytes + bytesForStates };
  const until = Math.min(returns + 1, partition.returning.length);
  const last = search.run(partition, few, { returns: until, foresight: returns, remember: true });
  return { returns, order: valid === true ? order : [], states: last.passed === returns ? last.states : new Set() };
}

function lengthOfPrefix<State>(search: Search<State>, partition: Partition, budget: Budget, passed: number): number {
  let good = passed;
  let bad = partition.returning.length;
  for (let stride = 1; bad - good > 1; stride *= 2) {
    const middle = stride < bad - good ? good + stride : (good + bad) >>> 1;
    const found = search.run(partition, budget, { returns: middle, foresight: middle });
    if (found.valid === true) good = middle;
    else if (found.valid === 'unknown') break;
    else {
      bad = middle;
      good = Math.max(good, found.passed);
      stride = 1;
    }
  }
  return good;
}
