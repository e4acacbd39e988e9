import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overtakings, type Placed } from './overtaking.ts';

const span = fc.tuple(fc.nat(12), fc.nat(4)).map(([start, length]) => ({ start, end: start + length }));
const items = fc
  .array(fc.record({ first: span, second: span }), { maxLength: 8 })
  .map((places) => places.map((place, item): Placed<number> => ({ item, ...place })));

/** Every pair, by the definition. */
function overtaken(all: readonly Placed<number>[]): number[] {
  const isOvertaken = (one: Placed<number>): boolean =>
    all.some((other) => other.first.start > one.first.end && other.second.end < one.second.start);
  return all.filter(isOvertaken).map(({ item }) => item);
}

describe('overtakings', () => {
  it('names who a comparison of all pairs names, and by whom', () => {
    fc.assert(
      fc.property(items, (all) => {
        const found = overtakings(all);
        expect(found.map(({ earlier }) => earlier).sort()).toEqual(overtaken(all));
        for (const { earlier, later } of found) {
          const [one, other] = [all[earlier], all[later]];
          expect([other?.first.start ?? 0, one?.second.start ?? 0]).toEqual([
            Math.max(other?.first.start ?? 0, (one?.first.end ?? 0) + 1),
            Math.max(one?.second.start ?? 0, (other?.second.end ?? 0) + 1),
          ]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
