import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesOf, streamsOf, uuidOf } from './streams.ts';

const take = (draw: () => number, count: number) => Array.from({ length: count }, draw);

describe('random streams', () => {
  it('are the same for a seed and a name, whatever is drawn elsewhere', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.string(), fc.nat(20), (seed, name, other, between) => {
        fc.pre(name !== other);
        const alone = take(streamsOf(seed)(name), 10);
        const streams = streamsOf(seed);
        const beside = Array.from({ length: 10 }, () => {
          take(streams(other), between);
          return streams(name)();
        });
        expect(beside).toEqual(alone);
        expect(take(streamsOf(seed)(other), 10)).not.toEqual(alone);
      }),
    );
  });

  it('are even', () => {
    const draw = streamsOf(7)('even');
    const buckets = new Array<number>(10).fill(0);
    for (const number of take(draw, 100_000)) {
      const bucket = Math.floor(number * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    for (const count of buckets) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('make UUIDs of version 4, and bytes', () => {
    const draw = streamsOf(1)('ids');
    const ids = new Set(take(() => 0, 1_000).map(() => uuidOf(draw)));
    expect(ids.size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(bytesOf(draw, 300).length).toBe(300);
  });
});
