import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { addNumbers, compareNumbers, readNumber, sortableNumber, subtractNumbers } from './decimal.ts';

// As many digits as a sum of the largest and the smallest number can have, so that the oracle never rounds.
const Exact = Decimal.clone({ precision: 300, toExpNeg: -9e15, toExpPos: 9e15 });

const written = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.stringMatching(/^\d{1,20}$/),
    fc.option(fc.stringMatching(/^\d{0,18}$/), { nil: undefined }),
    fc.option(fc.integer({ min: -90, max: 85 }), { nil: undefined }),
  )
  .map(
    ([sign, whole, fraction, exponent]) =>
      `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${exponent === undefined ? '' : `e${exponent}`}`,
  );
const number = written.map(readNumber);

const fits = (exact: Decimal) => exact.isZero() || (exact.precision() <= 38 && exact.e <= 125 && exact.e >= -130);

describe('decimals', () => {
  it('have one text each, the plain one', () => {
    fc.assert(
      fc.property(written, (text) => {
        const exact = new Exact(text.replace(/^\+/, ''));
        expect(readNumber(text)).toBe(exact.isZero() ? '0' : exact.toFixed());
      }),
    );
  });

  it('are added and subtracted exactly, or refused where 38 digits do not hold the result', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        for (const [ours, exact] of [
          [() => addNumbers(a, b), new Exact(a).plus(b)],
          [() => subtractNumbers(a, b), new Exact(a).minus(b)],
        ] as const) {
          if (fits(exact)) expect(ours()).toBe(exact.isZero() ? '0' : exact.toFixed());
          else expect(ours).toThrow(/magnitude/);
        }
      }),
    );
  });

  it('compare, and sort as texts, by value', () => {
    const near = fc.tuple(number, fc.constantFrom('0', '1', '-1', '0.001')).chain(([a, step]) => {
      const sum = new Exact(a).plus(step);
      return fc.constant([a, fits(sum) ? readNumber(sum.toFixed()) : a] as const);
    });
    fc.assert(
      fc.property(fc.oneof(fc.tuple(number, number), near), ([a, b]) => {
        const order = new Exact(a).cmp(b);
        expect(Math.sign(compareNumbers(a, b))).toBe(order);
        const [x, y] = [sortableNumber(a), sortableNumber(b)];
        expect(x < y ? -1 : x > y ? 1 : 0).toBe(order);
      }),
    );
  });

  it('are refused as AWS refuses them', () => {
    expect(readNumber('1e125')).toBe(`1${'0'.repeat(125)}`);
    expect(readNumber('-1e-130')).toBe(`-0.${'0'.repeat(129)}1`);
    expect(() => readNumber('1e126')).toThrow('Number overflow');
    expect(() => readNumber('1e-131')).toThrow('Number underflow');
    expect(() => readNumber('1'.repeat(39))).toThrow('more than 38 significant digits');
    expect(readNumber(`${'1'.repeat(38)}0`)).toBe(`${'1'.repeat(38)}0`);
    for (const text of ['', ' 5', 'NaN', 'Infinity', '0x10', '1_000', '.', '-', 'e5', '1e', '5 '])
      expect(() => readNumber(text)).toThrow('cannot be converted to a numeric value');
  });
});
