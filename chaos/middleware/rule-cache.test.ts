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
  expiresAt: 5_000,
};

describe('the rule cache', () => {
  it('reads once a second, and answers at once in between', async () => {
    const { cache, clock, reads } = cacheOver(async () => [rule]);
    expect(await cache.active()).toHaveLength(1);
    clock.now = 999;
    expect(cache.active()).toHaveLength(1);
    expect(reads()).toBe(1);
    clock.now = 1_000;
    await Promise.all([cache.active(), cache.active()]);
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
      return [rule];
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
    expect(await mixed.cache.active()).toMatchObject([{ id: 'slow', parameters: { delayMs: 5, jitterMs: 0 } }]);
  });
});

function cacheOver(read: () => Promise<readonly unknown[]>) {
  const clock = { now: 0 };
  let count = 0;
  const counted = () => {
    count += 1;
    return read();
  };
  const cache = createRuleCache({ read: counted, now: () => clock.now, maxAgeMs: 1_000 });
  return { cache, clock, reads: () => count };
}
