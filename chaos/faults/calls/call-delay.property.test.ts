import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callDelay } from './call-delay.ts';
import { transactionCanceled } from './transaction-canceled.ts';

const occasion = fc.record({
  key: fc.uuid(),
  point: fc.constant('dynamodb:PutItem t'),
  attempt: fc.integer({ min: 1, max: 300 }),
});

describe('the length of a delay of a call', () => {
  it('stays within its jitter, is never negative, and differs between the tries', () => {
    const ms = fc.integer({ min: 0, max: 1_000 });
    fc.assert(
      fc.property(fc.integer(), occasion, ms, ms, (seed, at, delayMs, jitterMs) => {
        const aim = { id: 'r', seed, parameters: { delayMs, jitterMs, when: 'before' as const } };
        const got = callDelay.decide(aim, at).delayMs;
        expect(got).toBeGreaterThanOrEqual(Math.max(0, delayMs - jitterMs));
        expect(got).toBeLessThanOrEqual(delayMs + jitterMs);
        expect(callDelay.decide(aim, at).delayMs).toBe(got);
      }),
    );
    const aim = { id: 'r', seed: 1, parameters: { delayMs: 500, jitterMs: 500, when: 'before' as const } };
    const tries = Array.from({ length: 9 }, (_, n) => callDelay.decide(aim, { key: 'k', attempt: n + 1 }).delayMs);
    expect(new Set(tries).size).toBeGreaterThan(5);
  });
});

describe('the item that a cancelled transaction blames', () => {
  it('is drawn from all of them', () => {
    const blamed = Array.from({ length: 400 }, (_, n) => {
      const aim = { id: 'r', seed: n, parameters: { reason: 'TransactionConflict' as const, items: 'one' as const } };
      return Math.floor(transactionCanceled.decide(aim, { key: 'k', attempt: 1 }).draw * 4);
    });
    for (const item of [0, 1, 2, 3]) expect(blamed.filter((one) => one === item).length).toBeGreaterThan(60);
  });
});
