import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { z } from 'zod';
import { crash } from './crash.ts';
import { delay } from './delay.ts';
import { duplicate } from './duplicate.ts';
import { error } from './error.ts';
import type { Fault } from './fault.ts';
import { lostAcknowledgement } from './lost-acknowledgement.ts';
import { throttle } from './throttle.ts';
import { timeout } from './timeout.ts';

const seed = fc.integer();
const keys = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 60 });
const percentage = fc.integer({ min: 0, max: 100 });
const faults = [
  decided(delay, { delayMs: 9, jitterMs: 3 }),
  decided(throttle),
  decided(error),
  decided(crash),
  decided(timeout),
  decided(duplicate),
  decided(lostAcknowledgement),
];
type Aim = { id: string; seed: number; percentage: number };

function decided<Name extends string, Parameters extends z.ZodType, Effect>(
  fault: Fault<Name, Parameters, Effect>,
  given: z.input<Parameters> | object = {},
) {
  const parameters = fault.parameters.parse(given);
  const hits = (aim: Aim, key: string, attempt = 1) => fault.decide({ ...aim, parameters }, { key, attempt });
  return { name: fault.name, hits };
}

describe.each(faults)('the decision of $name', ({ hits }) => {
  const victims = (aim: Aim, order: readonly string[]) => order.filter((key) => hits(aim, key) !== undefined).sort();

  it('hits the same keys with the same seed, in whatever order they come', () => {
    const shuffled = keys.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(seed, percentage, shuffled, (s, p, [all, other]) => {
        const aim = { id: 'r', seed: s, percentage: p };
        expect(victims(aim, other)).toEqual(victims(aim, all));
      }),
    );
  });

  it('only adds victims when the percentage rises, from none at 0 to all at 100', () => {
    fc.assert(
      fc.property(seed, percentage, percentage, keys, (s, p, q, all) => {
        const at = (share: number) => victims({ id: 'r', seed: s, percentage: share }, all);
        expect(at(0)).toEqual([]);
        expect(at(100)).toHaveLength(all.length);
        expect(at(Math.max(p, q))).toEqual(expect.arrayContaining(at(Math.min(p, q))));
      }),
    );
  });

  it('hits its share, other keys with another seed, and others again for another rule', () => {
    const all = Array.from({ length: 20_000 }, (_, n) => `order-${n}`);
    const hit = (aim: Aim) => new Set(victims(aim, all));
    const one = hit({ id: 'r', seed: 1, percentage: 30 });
    expect(one.size / all.length).toBeCloseTo(0.3, 1);
    for (const other of [hit({ id: 'r', seed: 2, percentage: 30 }), hit({ id: 's', seed: 1, percentage: 30 })]) {
      // Independent draws agree on 9 % of the keys.
      expect([...other].filter((key) => one.has(key)).length / all.length).toBeCloseTo(0.09, 1);
    }
  });
});

describe.each(faults.filter(({ name }) => name !== 'delay' && name !== 'throttle'))('by default $name', ({ hits }) => {
  it('spares whatever comes back after it was hit', () => {
    const aim = { id: 'r', seed: 1, percentage: 100 };
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 2, max: 500 }), (key, attempt) => {
        expect(hits(aim, key, 1)).toBeDefined();
        expect(hits(aim, key, attempt)).toBeUndefined();
      }),
    );
  });
});

describe('the length of a delay', () => {
  it('stays within its jitter and is never negative', () => {
    const ms = fc.integer({ min: 0, max: 1_000 });
    fc.assert(
      fc.property(seed, fc.uuid(), ms, ms, (s, key, delayMs, jitterMs) => {
        const aim = { id: 'r', seed: s, percentage: 100, parameters: { delayMs, jitterMs } };
        const got = delay.decide(aim, { key, attempt: 1 })?.delayMs ?? Number.NaN;
        expect(got).toBeGreaterThanOrEqual(Math.max(0, delayMs - jitterMs));
        expect(got).toBeLessThanOrEqual(delayMs + jitterMs);
      }),
    );
  });
});
