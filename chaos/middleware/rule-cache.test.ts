import { describe, expect, it } from '@jest/globals';
import { createRuleCache } from './rule-cache.ts';

const rule = {
  id: 'slow',
  fault: 'delay',
  target: { function: 'f' },
  percentage: 100,
  seed: 1,
  parameters: { delayMs: 5 },
  startsAt: 0,
  expiresAt: 50_000,
};

describe('the rule cache', () => {
  it('begins to read before anybody asks, and waits for that read', async () => {
    const { cache, reads } = cacheOver(async () => [rule]);
    expect(reads()).toBe(1);
    expect(await cache.active()).toHaveLength(1);
    expect(reads()).toBe(1);
  });

  it('answers at once for a second, without a read', async () => {
    const { cache, clock, reads } = cacheOver(async () => [rule]);
    expect(await cache.active()).toHaveLength(1);
    clock.now = 999;
    expect(cache.active()).toHaveLength(1);
    expect(reads()).toBe(1);
  });

  it('between a second and one and a half answers at once, and reads once beside the work', async () => {
    let items: unknown[] = [rule];
    const { cache, clock, reads } = cacheOver(async () => items);
    await cache.active();
    items = [];
    clock.now = 1_000;
    expect(cache.active()).toHaveLength(1);
    expect(cache.active()).toHaveLength(1);
    await settled();
    expect(cache.active()).toEqual([]);
    expect(reads()).toBe(2);
  });

  it('never acts on a copy of one and a half seconds: it waits for one read, however many ask', async () => {
    let items: unknown[] = [rule];
    const { cache, clock, reads } = cacheOver(async () => items);
    await cache.active();
    items = [];
    clock.now = 1_500;
    expect(await Promise.all([cache.active(), cache.active()])).toEqual([[], []]);
    expect(reads()).toBe(2);
  });

  it('takes a copy for as old as the beginning of its read, which may have been frozen', async () => {
    const { cache, clock, reads, answers } = frozen();
    const first = cache.active();
    answers[0]?.([]);
    await first;
    clock.now = 1_499;
    expect(cache.active()).toEqual([]);
    expect(reads()).toBe(2);
    // The environment is frozen with that read under way, and thaws an hour later.
    clock.now = 3_600_000;
    const thawed = cache.active();
    expect(reads()).toBe(3);
    answers[2]?.([{ ...rule, id: 'new', expiresAt: 4_000_000 }]);
    expect(await thawed).toMatchObject([{ id: 'new' }]);
    answers[1]?.([{ ...rule, id: 'old', expiresAt: 4_000_000 }]);
    await settled();
    expect(cache.active()).toMatchObject([{ id: 'new' }]);
  });

  it('reads again when the clock was set back', async () => {
    const { cache, clock, reads } = cacheOver(async () => [rule], 40_000);
    await cache.active();
    clock.now = 10_000;
    expect(await cache.active()).toHaveLength(1);
    expect(cache.active()).toHaveLength(1);
    expect(reads()).toBe(2);
  });

  it('lets a rule act in its window only, though it was not withdrawn', async () => {
    const { cache, clock } = cacheOver(async () => [{ ...rule, startsAt: 300, expiresAt: 600 }]);
    expect(await cache.active()).toEqual([]);
    clock.now = 300;
    expect(cache.active()).toHaveLength(1);
    clock.now = 600;
    expect(cache.active()).toEqual([]);
  });

  it('keeps the last known rules until their expiry while the table cannot be read, and does not ask all the time', async () => {
    let broken = false;
    const { cache, clock, reads } = cacheOver(async () => {
      if (broken) throw new Error('down');
      return [{ ...rule, expiresAt: 5_000 }];
    });
    await cache.active();
    broken = true;
    clock.now = 2_000;
    expect(await cache.active()).toHaveLength(1);
    expect(cache.active()).toHaveLength(1);
    expect(reads()).toBe(2);
    clock.now = 5_000;
    expect(await cache.active()).toEqual([]);
  });

  it('has no rules while it never could read any, and skips items that are not rules', async () => {
    const never = cacheOver(() => Promise.reject(new Error('down')));
    expect(await never.cache.active()).toEqual([]);
    const mixed = cacheOver(async () => [{ id: 'nonsense' }, rule, { ...rule, fault: 'from-the-future' }]);
    expect(await mixed.cache.active()).toMatchObject([{ id: 'slow', parameters: { delayMs: 5 } }]);
  });
});

/** Lets a read that has its answer end. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A cache whose reads wait for their answers. */
function frozen() {
  const answers: ((items: readonly unknown[]) => void)[] = [];
  return { ...cacheOver(() => new Promise((resolve) => answers.push(resolve))), answers };
}

function cacheOver(read: () => Promise<readonly unknown[]>, startsAt = 0) {
  const clock = { now: startsAt };
  let count = 0;
  const counted = () => {
    count += 1;
    return read();
  };
  const cache = createRuleCache({ read: counted, now: () => clock.now });
  return { cache, clock, reads: () => count };
}
