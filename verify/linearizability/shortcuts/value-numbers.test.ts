import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { valueKey } from '../calls/value-key.ts';
import { ValueNumbers } from './value-numbers.ts';

const simple = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, 0, 1, '', '1', true, -0, Number.NaN),
  fc.constantFrom<unknown>('a', [1], [], [null]),
);
const values = fc.oneof(
  simple,
  fc
    .dictionary(fc.constantFrom('a', 'b', 'version', '0'), simple, { maxKeys: 2 })
    .map((value): unknown => ({ ...value })),
);

describe('numbers of values', () => {
  it('are kept of small and great integers, in any order', () => {
    const numbers = new ValueNumbers();
    const all = [5000, 3, 0, 2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, -1, 64, 63, 2 ** 40];
    for (const [number, value] of all.entries()) expect(numbers.add(value, number)).toBe(true);
    expect(all.map((value) => numbers.get(value))).toEqual([...all.keys()]);
    expect([1, 65, 2 ** 20 + 2, 1.5, '3', 3n].map((value) => numbers.get(value))).toEqual(new Array(6).fill(undefined));
  });

  it('tell values apart as their keys do', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 12 }), (drawn) => {
        const numbers = new ValueNumbers();
        const expected = new Map<unknown, number>();
        for (const [number, value] of drawn.entries()) {
          expect(numbers.add(value, number)).toBe(!expected.has(valueKey(value)));
          expected.set(valueKey(value), number);
        }
        for (const value of drawn) expect(numbers.get(value)).toBe(expected.get(valueKey(value)));
      }),
      { numRuns: 1000 },
    );
  });
});
