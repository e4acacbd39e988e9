import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type * as z from 'zod';
import { delay } from './delay.ts';

const ms = fc.integer({ min: 0, max: 1_000 });

function lengthOf(given: z.input<typeof delay.parameters>, key: string, seed = 1): number {
  return delay.decide({ id: 'r', seed, parameters: delay.parameters.parse(given) }, { key, attempt: 1 }).delayMs;
}

/** Many lengths, from the shortest. */
function lengths(given: z.input<typeof delay.parameters>): number[] {
  return Array.from({ length: 4_000 }, (_, n) => lengthOf(given, `order-${n}`)).sort((a, b) => a - b);
}

describe('the length of a delay', () => {
  it('is what a fixed one says', () => {
    fc.assert(
      fc.property(ms, fc.uuid(), (delayMs, key) =>
        expect(lengthOf({ distribution: 'fixed', delayMs }, key)).toBe(delayMs),
      ),
    );
  });

  it('stays within its jitter and is never negative', () => {
    fc.assert(
      fc.property(fc.integer(), fc.uuid(), ms, ms, (seed, key, delayMs, jitterMs) => {
        const got = lengthOf({ delayMs, jitterMs }, key, seed);
        expect(got).toBeGreaterThanOrEqual(Math.max(0, delayMs - jitterMs));
        expect(got).toBeLessThanOrEqual(delayMs + jitterMs);
      }),
    );
  });

  it('is spread by the normal distribution', () => {
    const all = lengths({ distribution: 'normal', delayMs: 1_000, jitterMs: 100 });
    const mean = all.reduce((sum, length) => sum + length, 0) / all.length;
    const deviation = Math.sqrt(all.reduce((sum, length) => sum + (length - mean) ** 2, 0) / all.length);
    expect(Math.abs(mean - 1_000)).toBeLessThan(10);
    expect(Math.abs(deviation - 100)).toBeLessThan(5);
    // Within one and two deviations lie 68 % and 95 %.
    const within = (range: number) => all.filter((length) => Math.abs(length - 1_000) <= range).length / all.length;
    expect(within(100)).toBeCloseTo(0.683, 1);
    expect(within(200)).toBeCloseTo(0.954, 1);
  });

  it('has the percentiles of its table', () => {
    const all = lengths({ distribution: 'percentiles', percentiles: { p50: 40, p90: 300, p99: 2_000 } });
    const percentile = (p: number) => all[Math.floor((p / 100) * all.length)] ?? 0;
    expect(percentile(50)).toBeGreaterThan(35);
    expect(percentile(50)).toBeLessThan(60);
    expect(percentile(90)).toBeGreaterThan(280);
    expect(percentile(90)).toBeLessThan(450);
    expect(percentile(99)).toBeGreaterThan(1_600);
    expect([all[0], all.at(-1)]).toEqual([40, 2_000]);
  });

  it('grows with the percentiles that a table gives, whatever they are', () => {
    const table = fc
      .uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 5 })
      .chain((percentiles) =>
        fc.array(ms, { minLength: percentiles.length, maxLength: percentiles.length }).map((values) => {
          const rising = values.toSorted((a, b) => a - b);
          return percentiles.toSorted((a, b) => a - b).map((p, n) => [`p${p}`, rising[n] as number] as const);
        }),
      );
    fc.assert(
      fc.property(table, fc.uuid(), (entries, key) => {
        const got = lengthOf({ distribution: 'percentiles', percentiles: Object.fromEntries(entries) }, key);
        expect(got).toBeGreaterThanOrEqual(entries[0]?.[1] ?? 0);
        expect(got).toBeLessThanOrEqual(entries.at(-1)?.[1] ?? 0);
      }),
    );
  });

  it.each([
    [{}, 'delayMs'],
    [{ distribution: 'fixed', delayMs: 1, jitterMs: 1 }, 'jitterMs'],
    [{ delayMs: 1, percentiles: { p50: 1 } }, 'percentiles'],
    [{ distribution: 'percentiles' }, 'percentiles'],
    [{ distribution: 'percentiles', percentiles: { p50: 9, p90: 3 } }, 'percentiles'],
    [{ distribution: 'percentiles', percentiles: { p50: 9 }, delayMs: 3 }, 'delayMs'],
    [{ distribution: 'percentiles', percentiles: { p101: 9 } }, 'percentiles'],
    [{ delayMs: -1 }, 'delayMs'],
  ])('is refused as %j, which is wrong about %s', (given, field) => {
    const { error } = delay.parameters.safeParse(given);
    expect(error?.issues.map(({ path }) => path[0])).toContain(field);
  });
});
