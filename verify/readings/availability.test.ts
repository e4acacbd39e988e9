import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../history/event.ts';
import { availabilityOf, isWithinBudget } from './availability.ts';
import { sagasOf } from './sagas.ts';

const ms = 1e6;

/** Attempts under a key: how each was answered, and after how long. */
function historyOf(
  attempts: readonly (readonly [key: string, type: 'ok' | 'fail' | 'info', ms: number, error?: string])[],
) {
  return attempts.flatMap(([key, type, takes, error], n): HistoryEvent[] => {
    const at = { process: `client-${n}`, f: 'request', key };
    const time = n * 10_000 * ms;
    return [
      { ...at, index: 2 * n, time, type: 'invoke', value: { digest: key } },
      {
        ...at,
        index: 2 * n + 1,
        time: time + takes * ms,
        type,
        ...(type === 'ok' && { value: { saga: key } }),
        ...(error !== undefined && { error }),
      },
    ];
  });
}

describe('isWithinBudget', () => {
  it('is exact: the least that is good enough is, and one less is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(9_999), (total, tenThousandths) => {
        const target = tenThousandths / 10_000;
        const least = Math.floor((tenThousandths * total + 9_999) / 10_000);
        expect(isWithinBudget({ attempts: { good: least, total }, target })).toBe(true);
        if (least > 0) expect(isWithinBudget({ attempts: { good: least - 1, total }, target })).toBe(false);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('availabilityOf', () => {
  it('calls good what was accepted in time; what the customer got wrong does not count', () => {
    const history = historyOf([
      ['a', 'ok', 2000],
      ['b', 'ok', 2001],
      ['c', 'info', 100, 'status 503'],
      ['c', 'ok', 100],
      ['d', 'fail', 100, 'status 422'],
      ['e', 'fail', 100, 'status 429'],
    ]);
    expect(availabilityOf(sagasOf(history))).toEqual({
      target: 0.99,
      withinMs: 2000,
      attempts: { good: 2, total: 5 },
      late: 1,
      unanswered: 2,
      refused: 1,
      requests: { good: 2, total: 4 },
      budgetBurnt: 60,
    });
  });

  it.each<[what: string, attempts: Parameters<typeof historyOf>[0], good: number]>([
    [
      'the first attempt was',
      [
        ['a', 'ok', 1],
        ['a', 'ok', 2001],
      ],
      1,
    ],
    [
      'the last one was',
      [
        ['a', 'info', 1],
        ['a', 'ok', 2001],
        ['a', 'ok', 2],
      ],
      1,
    ],
    [
      'none was, and one was refused',
      [
        ['a', 'ok', 2001],
        ['a', 'fail', 1, 'status 422'],
        ['a', 'info', 1],
      ],
      0,
    ],
  ])('calls a request good if one of its attempts was: %s', (_, attempts, good) => {
    expect(availabilityOf(sagasOf(historyOf(attempts))).requests).toEqual({ good, total: 1 });
  });

  it('is by the objective that it is given, and burns nothing of it without requests', () => {
    const history = historyOf([
      ['a', 'ok', 2000],
      ['b', 'ok', 3000],
    ]);
    expect(availabilityOf(sagasOf(history), { target: 0.5, withinMs: 2500 }).budgetBurnt).toBe(1);
    expect(availabilityOf(sagasOf(history), { target: 0.5, withinMs: 1000 }).budgetBurnt).toBe(2);
    expect(availabilityOf(sagasOf([])).budgetBurnt).toBe(0);
  });
});
