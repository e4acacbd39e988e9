import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../../testing/every-side.ts';
import { type Before, OrderedPairs } from './ordered-pairs.ts';

const members = [0, 1, 2, 3];
type Pair = readonly [number, number];

const pairsOf = (most: number): fc.Arbitrary<Pair[]> =>
  fc.array(
    fc.tuple(fc.nat(3), fc.nat(3)).filter(([one, other]) => one !== other),
    { maxLength: most },
  );
const drawn = fc.record({
  after: pairsOf(3),
  missed: pairsOf(6),
  pairs: pairsOf(5),
  apart: fc.boolean(),
  patience: fc.nat(12),
});

const joined = (one: readonly Pair[], other: readonly Pair[]): Pair[] =>
  one.flatMap(([from, by]) => other.flatMap(([also, to]): Pair[] => (also === by ? [[from, to]] : [])));

/** Where a relation leads in one step or more. */
function closure(relation: readonly Pair[]): Pair[] {
  const reached = new Map(relation.map((pair) => [pair.join(), pair]));
  for (const _ of members) {
    for (const pair of joined([...reached.values()], relation)) reached.set(pair.join(), pair);
  }
  return [...reached.values()];
}

/** By the definition: dependencies, with one anti-dependency at most, or any number of them apart from each other. */
function isForbidden(after: readonly Pair[], missed: readonly Pair[], apart: boolean): boolean {
  const all = closure(after);
  const round = apart ? closure([...after, ...joined(after, missed)]) : [...all, ...joined(all, missed)];
  return round.some(([from, to]) => from === to);
}

/** Every way round of every pair. */
function someOrder(after: readonly Pair[], missed: readonly Pair[], pairs: readonly Pair[], apart: boolean): boolean {
  const [first, ...rest] = pairs;
  if (first === undefined) return !isForbidden(after, missed, apart);
  return [first, [first[1], first[0]] as const].some((pair) => someOrder([...after, pair], missed, rest, apart));
}

describe('pairs whose order is to be chosen', () => {
  it('can be ordered if one of all orders closes no forbidden cycle, whenever it is asked', () => {
    assertEverySide(
      drawn,
      { some: 100, none: 100, late: 100 },
      2000,
      ({ after, missed, pairs, apart, patience }, see) => {
        const edges = [
          ...after.map((pair) => [pair, false] as const),
          ...missed.map((pair) => [pair, true] as const),
        ].map(([[from, to], isAnti]): Before => ({ from, to, isAnti }));
        // Cycles without any pair are found elsewhere.
        fc.pre(pairs.length > 0);
        const expected = someOrder(after, missed, pairs, apart);
        const order = new OrderedPairs(members, edges, pairs, apart);
        let left = patience;
        const early = order.exists(() => --left < 0);
        if (early === 'unknown') see('late');
        else expect(early).toBe(expected);
        // Nothing of what was tried is left behind.
        expect(order.exists(() => false)).toBe(expected);
        expect(order.exists(() => false)).toBe(expected);
        see(expected ? 'some' : 'none');
      },
    );
  });

  it('says that it does not know when it is out of time before the first one', () => {
    expect(new OrderedPairs(members, [], [[0, 1]], true).exists(() => true)).toBe('unknown');
  });
});
