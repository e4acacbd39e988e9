import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Timeline } from './timeline.ts';

const plan = fc.array(fc.record({ afterMs: fc.nat(50), isCancelled: fc.boolean() }), { maxLength: 200 });

describe('virtual time', () => {
  it('lets events happen by their time, and those of one time in the order in which they were planned', () => {
    fc.assert(
      fc.property(plan, (planned) => {
        const timeline = new Timeline(1_000);
        const happened: number[] = [];
        const cancels = planned.map(({ afterMs }, n) =>
          timeline.after(afterMs, () => {
            expect(timeline.nowMs).toBe(1_000 + afterMs);
            happened.push(n);
          }),
        );
        planned.forEach(({ isCancelled }, n) => {
          if (isCancelled) cancels[n]?.();
        });
        while (timeline.step());
        const expected = planned
          .map(({ afterMs, isCancelled }, n) => ({ afterMs, isCancelled, n }))
          .filter(({ isCancelled }) => !isCancelled)
          .sort((a, b) => a.afterMs - b.afterMs || a.n - b.n);
        expect(happened).toEqual(expected.map(({ n }) => n));
        expect(timeline.happened).toBe(expected.length);
      }),
    );
  });

  it('never goes back: what should have been earlier is now', () => {
    const timeline = new Timeline(0);
    const times: number[] = [];
    timeline.at(10, () => timeline.at(5, () => times.push(timeline.nowMs)));
    while (timeline.step());
    expect(times).toEqual([10]);
  });
});
