import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastBefore, sortedBy } from './sorted.ts';

const keys = fc.array(fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom(undefined, Infinity, 2 ** 31 - 1)));

it('numbers are sorted by their keys, and by themselves where those are equal', () => {
  fc.assert(
    fc.property(keys, (all) => {
      const known = [...all.keys()].filter((n) => all[n] !== undefined);
      const sorted = known.sort((a, b) => (all[a] === all[b] ? a - b : (all[a] as number) - (all[b] as number)));
      expect(sortedBy(all.length, (n) => all[n])).toEqual(sorted);
    }),
    { numRuns: 300 },
  );
});

it('the last before a limit is the last that is smaller', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), fc.nat(10), (drawn, limit) => {
      const ascending = drawn.sort((a, b) => a - b);
      expect(lastBefore(ascending, limit)).toBe(ascending.findLastIndex((each) => each < limit));
    }),
    { numRuns: 300 },
  );
});
