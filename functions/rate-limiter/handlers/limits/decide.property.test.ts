import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, type Usage } from './decide.ts';
import type { Limit } from './limit.ts';

const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({
    algorithm: fc.constant('token-bucket' as const),
    calls: fc.integer({ min: 1, max: 12 }),
    windowMs: fc.integer({ min: 1, max: 2_000 }),
    burst: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({
    algorithm: fc.constant('sliding-window' as const),
    calls: fc.integer({ min: 1, max: 12 }),
    windowMs: fc.integer({ min: 1, max: 2_000 }),
  }),
);

/** From one call to the next, ms: mostly close together, at times after long, at times with a clock that was put back. */
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 300 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 5_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -500, max: -1 }) },
);

/** A rational number of milliseconds, exact. */
interface Moment {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * The model: from when on may one more call be admitted, given those that were? Straight from the promise, without any bucket. Of a
 * token bucket: for each earlier call, as many as came since then, it and the new one among them, fit into the burst and what the
 * rate brought in the meantime. Of a sliding window: the last `calls` of them do not all lie in the window that ends with the new one.
 */
function mayComeFrom(limit: Limit, admitted: readonly number[]): Moment {
  const { calls, windowMs } = limit;
  const moments = admitted.flatMap((time, index): Moment[] => {
    const since = admitted.length - index + 1;
    if (limit.algorithm === 'sliding-window') {
      return since === calls + 1 ? [{ numerator: BigInt(time + windowMs), denominator: 1n }] : [];
    }
    // since <= burst + calls / windowMs * (moment - time)
    const missing = since - limit.burst;
    return [
      { numerator: BigInt(time) * BigInt(calls) + BigInt(missing) * BigInt(windowMs), denominator: BigInt(calls) },
    ];
  });
  return moments.reduce((latest, moment) => (isAfter(moment, latest) ? moment : latest), {
    numerator: 0n,
    denominator: 1n,
  });
}

function isAfter(one: Moment, other: Moment): boolean {
  return one.numerator * other.denominator > other.numerator * one.denominator;
}

const at = (milliseconds: number): Moment => ({ numerator: BigInt(milliseconds), denominator: 1n });

describe('a limit', () => {
  it('admits in virtual time what its promise allows and nothing else, and says to the millisecond when it will', () => {
    fc.assert(
      fc.property(limit, fc.array(gap, { maxLength: 60 }), (limit, gaps) => {
        const admitted: number[] = [];
        let usage: Usage | undefined;
        let clock = 1_700_000_000_000;
        for (const gap of gaps) {
          clock += gap;
          // A clock that was put back stands still until it has caught up.
          const now = Math.max(clock, admitted.at(-1) ?? clock);
          const from = mayComeFrom(limit, admitted);
          const decision = decide(limit, usage, clock);
          expect(decision.admitted).toBe(!isAfter(from, at(now)));
          if (decision.admitted) {
            usage = decision.state;
            admitted.push(now);
          } else {
            const told = clock + decision.retryAfterMs;
            expect(isAfter(from, at(told))).toBe(false);
            expect(isAfter(from, at(told - 1))).toBe(true);
            expect(decide(limit, usage, told).admitted).toBe(true);
            expect(decide(limit, usage, told - 1).admitted).toBe(false);
          }
        }
        const { calls, windowMs } = limit;
        const most = calls + (limit.algorithm === 'token-bucket' ? limit.burst : 0);
        for (const start of admitted) {
          expect(admitted.filter((time) => time >= start && time < start + windowMs).length).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('says how many more it would admit at once', () => {
    fc.assert(
      fc.property(limit, fc.array(gap, { maxLength: 30 }), (limit, gaps) => {
        let usage: Usage | undefined;
        let now = 1_700_000_000_000;
        for (const gap of gaps) {
          now += Math.abs(gap);
          const decision = decide(limit, usage, now);
          if (!decision.admitted) continue;
          usage = decision.state;
          let more: Usage | undefined = usage;
          let count = 0;
          for (let next = decide(limit, more, now); next.admitted; next = decide(limit, more, now)) {
            more = next.state;
            count += 1;
          }
          expect(decision.remaining).toBe(count);
        }
      }),
    );
  });

  it('that was changed to another algorithm begins anew', () => {
    const bucket: Limit = { algorithm: 'token-bucket', calls: 1, windowMs: 1_000, burst: 1 };
    const window: Limit = { algorithm: 'sliding-window', calls: 1, windowMs: 1_000 };
    const first = decide(bucket, undefined, 0);
    const usage = first.admitted ? first.state : undefined;
    expect(decide(bucket, usage, 0).admitted).toBe(false);
    expect(decide(window, usage, 0).admitted).toBe(true);
  });

  it('that nobody used for years is full, and no fuller', () => {
    const limit: Limit = { algorithm: 'token-bucket', calls: 10_000, windowMs: 86_400_000, burst: 10_000 };
    const usage: Usage = { algorithm: 'token-bucket', parts: 1, at: 0 };
    expect(decide(limit, usage, 4e12)).toMatchObject({ admitted: true, remaining: 9_999 });
  });
});
