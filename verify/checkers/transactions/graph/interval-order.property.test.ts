import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eachPrecedence, type Interval } from './interval-order.ts';

describe('which intervals were over before others began', () => {
  it('is told of each and of those before it that nothing lies between, once', () => {
    const interval = fc
      .tuple(fc.nat(12), fc.nat(6), fc.boolean())
      .map(([began, length, ends]): Interval => ({ began, ended: ends ? began + length : Number.POSITIVE_INFINITY }));
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 9 }), (intervals) => {
        const told: string[] = [];
        eachPrecedence(intervals, (earlier, later) => told.push(`${earlier} ${later}`));
        const places = [...intervals.keys()];
        const isBefore = (a: number, b: number) => (intervals[a] as Interval).ended < (intervals[b] as Interval).began;
        const pairs = places.flatMap((a) => places.filter((b) => isBefore(a, b)).map((b) => [a, b] as const));
        const next = pairs.filter(([a, b]) => !places.some((c) => isBefore(a, c) && isBefore(c, b)));
        expect(told.sort()).toEqual(next.map(([a, b]) => `${a} ${b}`).sort());
      }),
      { numRuns: 500 },
    );
  });
});
