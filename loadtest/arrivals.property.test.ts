import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arrivals } from './arrivals.ts';

const rate = fc.integer({ min: 1, max: 500 });
const operations = fc.integer({ min: 1, max: 100_000 });

describe('arrivals of a load', () => {
  it('are exactly as many as there are operations, in whole seconds that fit the mean rate', () => {
    fc.assert(
      fc.property(operations, rate, rate, (count, from, to) => {
        const phases = arrivals(count, from, to);
        expect(phases.reduce((sum, { arrivalCount }) => sum + arrivalCount, 0)).toBe(count);
        expect(phases.every(({ duration, arrivalCount }) => duration >= 1 && arrivalCount >= 0)).toBe(true);
        const seconds = phases.reduce((sum, { duration }) => sum + duration, 0);
        expect(Math.abs(seconds - count / ((from + to) / 2))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('rise or fall with the rate', () => {
    const counts = (from: number, to: number) => arrivals(600, from, to).map(({ arrivalCount }) => arrivalCount);
    expect(counts(10, 10)).toEqual([600]);
    expect(counts(2, 18).at(0)).toBeLessThan(4);
    expect(counts(2, 18).at(-1)).toBeGreaterThan(16);
    expect(counts(18, 2)).toEqual([...counts(2, 18)].reverse());
  });
});
