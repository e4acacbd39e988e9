import { type Budget, type Found, search } from './search.ts';
import type { StateTable } from './state-table.ts';
import type { Timeline } from './timeline.ts';

/** Spent on listing the states before the culprit: they are for people, and there may be very many. */
const bytesForStates = 1 << 16;

/**
 * The longest linearizable prefix of a timeline that is not linearizable, in returns, and states at its end. Without
 * foresight the search has found it already; with foresight it turned back before it got there, so that prefixes are
 * searched: linearizability is closed under them. O(log n) searches.
 */
export function longestPrefix<State>(
  timeline: Timeline,
  table: StateTable<State>,
  budget: Budget,
  found: Found,
): Found {
  if (!table.foresees) return found;
  let good = found.passed;
  let bad = timeline.returns;
  for (let stride = 1; bad - good > 1; stride *= 2) {
    const middle = stride < bad - good ? good + stride : (good + bad) >>> 1;
    const { valid, passed } = search(timeline, table, budget, { returns: middle, foresight: middle });
    if (valid === true) good = middle;
    else if (valid === 'unknown') break;
    else {
      bad = middle;
      good = Math.max(good, passed);
      stride = 1;
    }
  }
  const few = { ...budget, bytes: table.bytes + bytesForStates };
  const last = search(timeline, table, few, { returns: good + 1, foresight: good });
  return { ...found, passed: good, states: last.states };
}
