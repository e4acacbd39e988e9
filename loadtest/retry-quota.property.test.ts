import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openRetryQuota } from './retry-quota.ts';

const answered = { status: 503 } as const;
const unanswered = { status: null } as const;

describe('the retry quota of a load', () => {
  it('pays for a hundred retries at once, for half as many where no answer came', () => {
    const paid = (unclear: { status: number | null }) => {
      const quota = openRetryQuota();
      let times = 0;
      while (quota.pay(unclear)) times += 1;
      return times;
    };
    expect([paid(answered), paid(unanswered)]).toEqual([100, 50]);
  });

  it('never pays for more than a hundred retries and one for each five successes, whatever happens in whatever order', () => {
    const event = fc.record({ ok: fc.boolean(), attempt: fc.integer({ min: 1, max: 6 }), answer: fc.boolean() });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 3_000 }), (events) => {
        const quota = openRetryQuota();
        let retries = 0;
        let successes = 0;
        for (const { ok, attempt, answer } of events) {
          // A retry that succeeds gives back what it cost.
          if (ok && attempt > 1 && retries > 0) retries -= 1;
          if (ok && attempt === 1) successes += 1;
          if (ok && (attempt === 1 || retries > 0)) quota.see({ outcome: 'ok', attempt });
          else if (!ok && quota.pay(answer ? answered : unanswered)) retries += 1;
        }
        expect(retries).toBeLessThanOrEqual(100 + successes / 5);
      }),
      { numRuns: 200 },
    );
  });

  it('gives nothing for what did not succeed', () => {
    const quota = openRetryQuota();
    while (quota.pay(answered));
    for (const outcome of ['fail', 'info'] as const) quota.see({ outcome, attempt: 1 });
    for (let successes = 0; successes < 4; successes++) quota.see({ outcome: 'ok', attempt: 1 });
    expect(quota.pay(answered)).toBe(false);
    quota.see({ outcome: 'ok', attempt: 1 });
    expect(quota.pay(answered)).toBe(true);
  });
});
