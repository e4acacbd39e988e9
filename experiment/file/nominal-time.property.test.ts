import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Load } from './actions.ts';
import { nominalTime, nominalWindow } from './nominal-time.ts';

const load = (operations: number, rate: number, start = 0): Load => ({ type: 'load', operations, rate, start });

describe('the time at which a share of loads is sent if the system takes all', () => {
  it('is that of its operation', () => {
    const at = nominalTime([load(200, 10)]);
    expect([at({ percent: 50 }), at({ percent: 100 }), at(1_234)]).toEqual([10_000, 20_000, 1_234]);
  });

  it('counts all loads, those that begin later too', () => {
    const at = nominalTime([load(100, 10), load(100, 20, 5_000)]);
    // 5 s bring 50 operations; from then on 30 come a second.
    expect(Math.abs(at({ percent: 50 }) - (5_000 + 50_000 / 30))).toBeLessThanOrEqual(2);
  });

  it('never goes back as the share grows', () => {
    const some = fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 50 }), fc.nat(20_000))
        .map(([operations, rate, start]) => load(operations, rate, start)),
      { minLength: 1, maxLength: 3 },
    );
    const percent = fc.double({ min: 0.1, max: 100, noNaN: true });
    fc.assert(
      fc.property(some, percent, percent, (loads, one, other) => {
        const at = nominalTime(loads);
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        expect(at({ percent: early })).toBeLessThanOrEqual(at({ percent: late }));
      }),
    );
  });

  it('bounds a window by its deadline', () => {
    const at = nominalTime([load(200, 10)]);
    const window = (until: { percent: number } | { fired: number }, duration: number) =>
      nominalWindow({ start: { percent: 20 }, until, duration }, at);
    expect(window({ percent: 70 }, 60_000)).toEqual({ start: 4_000, duration: 10_000 });
    expect(window({ percent: 70 }, 6_000)).toEqual({ start: 4_000, duration: 6_000 });
    expect(window({ fired: 5 }, 60_000)).toEqual({ start: 4_000, duration: 60_000 });
  });
});
