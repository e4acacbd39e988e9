import { isDeepStrictEqual } from 'node:util';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import { canonicalText, isSame, valueKey } from './value-key.ts';

/** Few values, of every kind, that look alike. */
const values = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(null, true, 1, 0, '', '1', 'a', 2n ** 60n, '1152921504606846976') },
    {
      weight: 2,
      arbitrary: fc.constantFrom('[1]', '{"a":1}', '\u0001[1]', '\u0001{"a":1}', '\u0001"\u0001[1]"', '\u0001'),
    },
    { weight: 2, arbitrary: fc.array(tie('any'), { maxLength: 2 }) },
    {
      weight: 2,
      arbitrary: fc.array(fc.tuple(fc.constantFrom('a', 'b'), tie('any')), { maxLength: 2 }).map(Object.fromEntries),
    },
  ),
})).any;

/** The same with its fields in another order. */
function turned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(turned);
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, field]) => [name, turned(field)])
      .reverse(),
  );
}

const pairs = fc.oneof(
  fc.tuple(values, values),
  values.map((value) => [value, turned(value)] as const),
);

it('equal values have equal texts and keys, others have others', () => {
  assertEverySide(pairs, { equal: 100, other: 100 }, 1000, ([one, other], see) => {
    const isEqual = isDeepStrictEqual(one, other);
    expect([
      isSame(one, other),
      valueKey(one) === valueKey(other),
      canonicalText(one) === canonicalText(other),
    ]).toEqual(new Array(3).fill(isEqual));
    see(isEqual ? 'equal' : 'other');
  });
});

it('the text of a value is JSON, with its fields sorted and without those that hold nothing', () => {
  expect(canonicalText({ b: [1, [], {}], a: { d: undefined, c: null } })).toBe('{"a":{"c":null},"b":[1,[],{}]}');
  expect(canonicalText([1, 'a', 2n ** 60n])).toBe('[1,"a",1152921504606846976]');
  expect(isSame(undefined, null)).toBe(false);
});
