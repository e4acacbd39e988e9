import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../../../verify/verdict/checker.ts';
import { judging } from '../history/judging.ts';
import { type Ask, historyOf, honest, type Limits } from '../testing/limiter-run.ts';
import { mutants } from '../testing/mutants.ts';

const { invariants } = judging;
const latency = (max: number) => fc.integer({ min: 0, max });

const limits: Limits = Object.fromEntries(
  ['loud', 'quiet', 'still'].flatMap((tenant) => [
    [`${tenant}/search`, { algorithm: 'token-bucket', calls: 4, windowMs: 500, burst: 4 }],
    [`${tenant}/export`, { algorithm: 'sliding-window', calls: 4, windowMs: 500 }],
  ]),
);

/** Whoever asks, how often and however slowly; some calls are asked for again. */
const asks: fc.Arbitrary<Ask[]> = fc
  .array(
    fc.record({
      call: fc.integer({ min: 0, max: 60 }).map(String),
      at: fc.integer({ min: 1_000, max: 3_000 }),
      before: latency(800),
      after: latency(800),
      lost: fc.boolean(),
    }),
    { maxLength: 80 },
  )
  .map((drawn) => {
    const buckets = Object.keys(limits);
    return drawn.map((ask) => ({ ...ask, bucket: buckets[Number(ask.call) % 4] as string }));
  });

/** One tenant asks fifty times a second, another now and then, all for calls of their own and answered soon. */
const crowd: fc.Arbitrary<Ask[]> = fc
  .array(fc.tuple(latency(4), latency(4)), { minLength: 60, maxLength: 60 })
  .map((drawn) =>
    drawn.map(([before, after], index) => {
      const tenant = index % 10 === 9 ? 'quiet' : 'loud';
      const api = Math.floor(index / 10) % 2 === 0 ? 'search' : 'export';
      return { call: `call-${index}`, bucket: `${tenant}/${api}`, at: 1_000 + 20 * index, before, after, lost: false };
    }),
  );

describe('the invariants of a rate limiter', () => {
  it('accuse no run of an honest one, however late requests and answers are', () => {
    fc.assert(
      fc.property(fc.oneof(asks, crowd), (asks) => {
        const history = historyOf(honest, limits, asks);
        for (const checker of invariants) {
          const { name, valid, counterexample, error } = judge(checker, history, { allowEmpty: true });
          expect({ name, valid, counterexample, error }).toEqual({ name, valid: true });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('have three mutants each', () => {
    const caught = invariants.map(({ name }) => mutants.filter(({ caughtBy }) => caughtBy === name).length);
    expect(caught).toEqual(invariants.map(() => 3));
  });

  it.each(mutants.map((mutant) => [mutant.caughtBy, mutant.name, mutant.limiter] as const))(
    '%s catches: %s',
    (name, _, limiter) => {
      const checker = invariants.find((each) => each.name === name);
      if (checker === undefined) throw new Error(`no checker ${name}`);
      fc.assert(
        fc.property(crowd, (asks) => {
          const { valid, counterexample } = judge(checker, historyOf(limiter, limits, asks));
          expect(valid).toBe(false);
          expect(counterexample?.ids.length).toBeGreaterThan(0);
        }),
        { numRuns: 100 },
      );
    },
  );

  it('judge nothing where nobody asked', () => {
    const verdicts = invariants.map((checker) => judge(checker, historyOf(honest, limits, [])).valid);
    expect(verdicts).toEqual(invariants.map(() => 'unknown'));
  });
});
