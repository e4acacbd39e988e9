import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { percentile } from './percentile.ts';

it('a percentile is one of the values, and so many are not above it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (values, percent) => {
      const found = percentile(
        values.toSorted((a, b) => a - b),
        percent,
      ) as number;
      const share = (holds: (value: number) => boolean) => values.filter(holds).length * 100;
      expect(share((value) => value <= found)).toBeGreaterThanOrEqual(percent * values.length);
      expect(share((value) => value < found)).toBeLessThan(percent * values.length);
    }),
  );
});

it('of nothing there is none, and the lowest is the first', () => {
  expect(percentile([], 50)).toBeUndefined();
  expect(percentile([7, 8], 0)).toBe(7);
});
