import { groupBy } from '../../../verify/readings/operations.ts';
import { type Checker, resultOf } from '../../../verify/verdict/checker.ts';
import type { Violation } from '../../../verify/verdict/verdict-schema.ts';
import { type Admission, callsOf, type Refusal } from './calls.ts';
import { mostWithin } from './promise.ts';
import type { PromisedLimit } from './words.ts';

/**
 * A call is refused only where its own tenant's calls may have used up the limit: whatever the true times were, one more in some
 * stretch that ends with the refusal would have been one too many. What other tenants do is no reason.
 */
export const refusedForCause: Checker = {
  name: 'refused-for-cause',
  claim: 'No call is refused while its own tenant has calls left: nobody is starved by another.',
  complexity: 'O(n + r · m), r refusals and m admissions of a tenant and API',
  source: 'noisy neighbours: AWS Builders Library, fairness in multi-tenant systems',
  definite: false,
  looksFor: { words: ['limit', 'request'], counted: ['refused', 'admitted'] },
  check(history) {
    const { limits, admissions, refusals } = callsOf(history);
    const byBucket = groupBy(admissions, ({ bucket }) => bucket);
    const violations = refusals.flatMap((refusal): Violation[] => {
      const { call: id, bucket, events } = refusal;
      const limit = limits.get(bucket);
      const own = byBucket.get(bucket) ?? [];
      if (limit !== undefined && mayBeUsedUp(limit, own, refusal)) return [];
      const since = refusal.start - (limit?.windowMs ?? 0);
      const recent = own.filter(({ start, end }) => end >= since && start <= refusal.end).length;
      return [{ id, what: `was refused though ${bucket} had at most ${recent} calls admitted in its window`, events }];
    });
    return resultOf(violations, { limits: limits.size, refused: refusals.length, admitted: admissions.length });
  },
};

function mayBeUsedUp(limit: PromisedLimit, admissions: readonly Admission[], { start, end }: Refusal): boolean {
  const earlier = admissions.filter((one) => one.start <= end).sort((a, b) => b.end - a.end);
  return earlier.some((one, index) => index + 2 > mostWithin(limit, Math.max(0, start - one.end)));
}
