import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isInteger, sumOf } from './integers.ts';

/** As a history holds it. */
const held = (value: bigint) => (value >= -(2n ** 53n) + 1n && value <= 2n ** 53n - 1n ? Number(value) : value);
const near = fc.bigInt({ min: -4n, max: 4n });
const integers = fc
  .tuple(fc.constantFrom(0n, 2n ** 53n, -(2n ** 53n), 2n ** 52n, 2n ** 60n), near)
  .map(([a, b]) => a + b);

it('a sum of integers is exact, and a number where that is safe', () => {
  fc.assert(
    fc.property(integers, integers, (one, other) => {
      expect(sumOf(held(one), held(other))).toBe(held(one + other));
    }),
    { numRuns: 300 },
  );
});

it('an integer is a safe number or a bigint', () => {
  expect([0, -7, 2n ** 60n].map(isInteger)).toEqual([true, true, true]);
  expect([1.5, 2 ** 53, Number.NaN, '1', null, undefined].map(isInteger)).toEqual(new Array(6).fill(false));
});
