import { groupBy } from '../../../verify/readings/operations.ts';
import { type Checker, resultOf } from '../../../verify/verdict/checker.ts';
import type { Violation } from '../../../verify/verdict/verdict-schema.ts';
import { type Admission, callsOf } from './calls.ts';
import { mostWithin } from './promise.ts';
import type { PromisedLimit } from './words.ts';

/**
 * Whatever the true times of the decisions were, no stretch of time holds more of them than the limit allows: only calls whose
 * answers were asked for and came within the stretch are counted.
 */
export const admittedWithinLimit: Checker = {
  name: 'admitted-within-limit',
  claim: 'In no stretch of time are more calls of a tenant admitted than its limit and its burst allow.',
  complexity: 'O(n + m² log m), m admissions of a tenant and API',
  source: 'RFC 2697: committed rate and burst; sliding window log',
  definite: 'cut',
  looksFor: { words: ['limit', 'request'], counted: ['admitted'] },
  check(history) {
    const { limits, admissions } = callsOf(history);
    const answered = admissions.filter((one) => one.answered);
    const violations = [...groupBy(answered, ({ bucket }) => bucket)].flatMap(([bucket, ofBucket]): Violation[] => {
      const limit = limits.get(bucket);
      if (limit !== undefined) return worstOf(limit, ofBucket);
      return ofBucket.map(({ call: id, events }) => ({
        id,
        what: `was admitted though ${bucket} has no limit`,
        events,
      }));
    });
    return resultOf(violations, { limits: limits.size, admitted: answered.length });
  },
};

/** The stretch that holds the most too many, if there is one. */
function worstOf(limit: PromisedLimit, admissions: readonly Admission[]): Violation[] {
  let worst: { over: number; within: readonly Admission[]; lengthMs: number } | undefined;
  // By their ends, those that began no sooner than the stretch.
  const inside: Admission[] = [];
  for (const first of [...admissions].sort((a, b) => b.start - a.start)) {
    inside.splice(placeOf(first.end, inside), 0, first);
    for (const [index, { end }] of inside.entries()) {
      const lengthMs = end - first.start;
      const over = index + 1 - mostWithin(limit, lengthMs);
      if (over > (worst?.over ?? 0)) worst = { over, within: inside.slice(0, index + 1), lengthMs };
    }
  }
  if (worst === undefined) return [];
  const { over, within, lengthMs } = worst;
  const { call: id, bucket } = within.at(-1) as Admission;
  const what = `was admitted as call ${within.length} of ${bucket} within ${lengthMs} ms, expected at most ${within.length - over}`;
  return [{ id, what, events: within.flatMap(({ events }) => events) }];
}

/** Where in a list by ends a new end belongs. */
function placeOf(end: number, byEnd: readonly Admission[]): number {
  let [low, high] = [0, byEnd.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((byEnd[middle] as Admission).end <= end) low = middle + 1;
    else high = middle;
  }
  return low;
}
