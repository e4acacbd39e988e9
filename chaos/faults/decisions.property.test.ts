import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from './catalogue.ts';
import type { Aim, Fault, Occasion } from './fault.ts';
import { effectOf, isHit, type Selection } from './hit.ts';
import { ruleSchema } from './rule.ts';

const seed = fc.integer();
const keys = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 60 });
const percentage = fc.integer({ min: 0, max: 100 });
const faults = (catalogue as readonly Fault[]).map((fault) => {
  const example = { fault: fault.name, ...fault.example, id: 'r', seed: 1, startsAt: 0, expiresAt: 1 };
  const { parameters } = ruleSchema.parse(example);
  const hits = (aim: Selection, key: string, attempt = 1) =>
    effectOf(fault, { ...aim, parameters } as Selection & Aim<unknown>, { key, attempt });
  return { name: fault.name, first: fault.first, hits };
});

describe.each(faults)('the decision of $name', ({ hits }) => {
  const victims = (aim: Selection, order: readonly string[]) =>
    order.filter((key) => hits(aim, key) !== undefined).sort();

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
    const hit = (aim: Selection) => new Set(victims(aim, all));
    const one = hit({ id: 'r', seed: 1, percentage: 30 });
    expect(one.size / all.length).toBeCloseTo(0.3, 1);
    for (const other of [hit({ id: 'r', seed: 2, percentage: 30 }), hit({ id: 's', seed: 1, percentage: 30 })]) {
      // Independent draws agree on 9 % of the keys.
      expect([...other].filter((key) => one.has(key)).length / all.length).toBeCloseTo(0.09, 1);
    }
  });
});

describe.each(faults.filter(({ first }) => first !== undefined))('by default $name', ({ first = 0, hits }) => {
  const aim = { id: 'r', seed: 1, percentage: 100 };

  it('spares whatever comes back after it was hit', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 500 }), (key, attempt) => {
        expect(hits(aim, key, attempt) !== undefined).toBe(attempt <= first);
      }),
    );
  });

  it('hits on, where its rule counts by itself', () => {
    expect(hits({ ...aim, every: 7 }, 'k', 14)).toBeDefined();
    expect(hits({ ...aim, first: 9 }, 'k', 9)).toBeDefined();
  });
});

describe('whom a rule hits', () => {
  const count = fc.integer({ min: 1, max: 20 });
  const occasion: fc.Arbitrary<Occasion> = fc.record({ key: fc.uuid(), attempt: fc.integer({ min: 1, max: 100 }) });
  const aim = { id: 'r', seed: 1, percentage: 100 };

  it('is what each of its conditions alone hits, and nothing else', () => {
    const selection = fc.record(
      { first: count, every: count, keys: fc.constantFrom('*', '0*', 'no-such') },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(seed, percentage, selection, occasion, (s, p, given, at) => {
        const alone = Object.entries(given).map(([name, value]) => isHit({ ...aim, [name]: value }, at));
        const drawn = isHit({ ...aim, seed: s, percentage: p }, at);
        expect(isHit({ ...aim, ...given, seed: s, percentage: p }, at)).toBe(drawn && alone.every(Boolean));
      }),
    );
  });

  it('is the first n attempts, or every n-th, or those with keys like a pattern', () => {
    fc.assert(
      fc.property(count, occasion, (n, at) => {
        expect(isHit({ ...aim, first: n }, at)).toBe(at.attempt <= n);
        expect(isHit({ ...aim, every: n }, at)).toBe(at.attempt % n === 0);
        expect(isHit({ ...aim, keys: `${at.key.slice(0, 9)}*` }, at)).toBe(true);
        expect(isHit({ ...aim, keys: `${at.key}?` }, at)).toBe(false);
      }),
    );
  });

  it('is drawn for each thing that is attempted with a key, while the pattern is of the key alone', () => {
    const half = { ...aim, percentage: 50, keys: 'k' };
    const fate = (point: string) =>
      Array.from({ length: 64 }, (_, n) => isHit(half, { key: 'k', point, attempt: n + 1 }));
    expect(fate('dynamodb:PutItem a')).not.toEqual(fate('dynamodb:PutItem b'));
    expect(fate('dynamodb:PutItem a')).toContain(true);
  });
});
