import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../testing/every-side.ts';
import { ConfigurationSet } from './configuration-set.ts';

const bitsOf = (n: number): Int32Array => Int32Array.of(n, n >>> 3, n & 7);

/** So many configurations of three integers, none of them of calls that never return. */
function filled(count: number): ConfigurationSet {
  const set = new ConfigurationSet();
  set.clear(3, 0, 0);
  for (let n = 0; n < count; n += 1) set.add(bitsOf(n), 0);
  return set;
}

/** Room for so many in a table that doubles from 64 on. */
const room = (count: number): number => (count === 0 ? 0 : Math.max(64, 2 ** Math.ceil(Math.log2(count))));

describe('a set of configurations', () => {
  it('has those that are there, and those that have used the same lost calls or more', () => {
    const integers = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 });
    const round = fc.record({
      lost: fc.nat(2),
      words: fc.nat(2),
      added: fc.array(integers, { maxLength: 150 }),
      asked: fc.array(integers, { minLength: 5, maxLength: 30 }),
    });
    const set = new ConfigurationSet();
    assertEverySide(round, { there: 100, covered: 100, absent: 100 }, 200, ({ lost, words, added, asked }, see) => {
      const lostEnd = Math.min(lost + words, 3);
      set.clear(4, lost, lostEnd);
      // They lie anywhere in an array.
      for (const each of added) set.add(Int32Array.of(9, ...each, 9), 1);
      for (const each of [...asked, ...added]) {
        const covers = added.some((one) =>
          one.every((own, n) => (n >= lost && n < lostEnd ? (own & ~(each[n] as number)) === 0 : own === each[n])),
        );
        expect(set.has(Int32Array.from(each))).toBe(covers);
        const isThere = added.some((one) => `${one}` === `${each}`);
        see(isThere ? 'there' : covers ? 'covered' : 'absent');
      }
    });
  });

  it('tells what it holds, and what one more would take', () => {
    const set = filled(0);
    const expected = (count: number): number => {
      const [slots, grown] = [room(2 * count), room(2 * count + 2)];
      const [lines, longer] = [room(count), room(count + 1)];
      return 4 * ((grown > slots ? 3 : 1) * slots + 3 * (longer > lines ? 3 : 1) * lines);
    };
    for (let n = 0; n < 40_000; n += 1) {
      if (set.bytes !== expected(n)) expect([n, set.bytes]).toEqual([n, expected(n)]);
      set.add(bitsOf(n), 0);
      set.add(bitsOf(n), 0);
    }
    for (let n = 0; n < 41_000; n += 1) if (set.has(bitsOf(n)) !== n < 40_000) expect(n).toBe('there or not');
  });

  it('forgets what is alone', () => {
    const set = filled(0);
    for (let n = 0; n < 200; n += 1) {
      set.clear(3, 0, 0);
      expect(set.has(bitsOf(n))).toBe(false);
      set.add(bitsOf(n), 0);
      expect([set.has(bitsOf(n)), set.has(bitsOf(n + 1))]).toEqual([true, false]);
    }
  });

  it('forgets all, and keeps no more than a little room', () => {
    for (const [count, kept] of [
      [32_768, 4 * (65_536 + 3 * 32_768)],
      [32_769, 0],
    ] as const) {
      const set = filled(count);
      set.clear(3, 0, 0);
      expect([set.has(bitsOf(1)), set.bytes]).toEqual([false, kept]);
      set.add(bitsOf(2), 0);
      expect([set.has(bitsOf(1)), set.has(bitsOf(2))]).toEqual([false, true]);
    }
  });
});
