import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PairTable } from './pair-table.ts';

describe('a table of pairs', () => {
  it('keeps the last value of each', () => {
    const pair = fc.tuple(fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(fc.array(fc.tuple(pair, fc.integer()), { maxLength: 400 }), fc.array(pair), (set, asked) => {
        const table = new PairTable();
        const known = new Map<string, number>();
        for (const [[first, second], value] of set) {
          table.set(first, second, value);
          known.set(`${first} ${second}`, value);
        }
        for (const [first, second] of [...set.map(([each]) => each), ...asked])
          expect(table.get(first, second)).toBe(known.get(`${first} ${second}`));
      }),
    );
  });

  it('grows fourfold when it is half full, and loses nothing', () => {
    const table = new PairTable();
    let places = 256;
    for (let n = 0; n < 50_000; n += 1) {
      const [first, second] = [n % 251, n >>> 4];
      const isNew = table.get(first, second) === undefined;
      if (!isNew) expect(n).toBe('new');
      table.set(first, second, -1);
      table.set(first, second, n);
      if ((n + 1) * 2 >= places) places *= 4;
      if (table.bytes !== places * 12) expect([n, table.bytes]).toEqual([n, places * 12]);
    }
    for (let n = 0; n < 50_000; n += 1) if (table.get(n % 251, n >>> 4) !== n) expect(n).toBe('kept');
    expect(table.get(251, 0)).toBe(undefined);
  });
});
