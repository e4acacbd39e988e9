import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClientAttempt } from '../run/run-files.ts';
import { takenOf } from './taken.ts';

const attempt = (request: number, at: number, endedAt: number, rest: Partial<ClientAttempt> = {}): ClientAttempt => ({
  ...{ at, endedAt, process: `vu-${request}`, request, attempt: 1, key: `k-${request}`, digest: 'd' },
  ...{ outcome: 'ok', status: 202, ...rest },
});

/** Users who come evenly to a system that answers them in turn. */
function queue(operations: number, offered: number, takes: number) {
  let freeAt = 0;
  return Array.from({ length: operations }, (_, index) => {
    const at = (index * 1_000) / offered;
    freeAt = Math.max(freeAt, at) + 1_000 / takes;
    return attempt(index + 1, at, freeAt);
  });
}

describe('what a system has taken of a load', () => {
  it('is what was offered where it keeps up, and what it can where it does not', () => {
    const rate = fc.double({ min: 0.5, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 400 }), rate, rate, (operations, offered, takes) => {
        const { taken, overloaded, unanswered } = takenOf(queue(operations, offered, takes));
        const truth = Math.min(offered, takes);
        expect(taken / truth).toBeGreaterThan(0.99);
        expect(taken / truth).toBeLessThan(1.01);
        expect(unanswered).toBe(0);
        if (takes >= offered) expect(overloaded).toBe(false);
        const [coming, working] = [operations / offered, operations / takes];
        if (working * 0.9 > coming * 1.5 + 10) expect(overloaded).toBe(true);
      }),
    );
  });

  it('is no overload because a fault holds back some answers for a while, or one for long', () => {
    const load = queue(200, 6, 60);
    const late = load.map((one) => (one.request % 20 === 0 ? { ...one, endedAt: one.endedAt + 300_000 } : one));
    expect(takenOf(late).overloaded).toBe(false);
    const away = load.map((one) => (one.at > 20_000 ? { ...one, endedAt: one.endedAt + 9_000 } : one));
    expect(takenOf(away).overloaded).toBe(false);
  });

  it('counts whom nobody ever answered, and takes an answer for what it is only once', () => {
    const unclear = { outcome: 'info', status: null } as const;
    const refused = { outcome: 'fail', status: 429 } as const;
    const all = [
      attempt(1, 0, 10),
      attempt(1, 20, 30, { attempt: 2 }),
      attempt(2, 0, 30_000, unclear),
      attempt(3, 0, 20, refused),
      attempt(3, 100, 120, { attempt: 2 }),
      attempt(4, 0, 15, { outcome: 'fail', status: 400 }),
    ];
    expect(takenOf(all)).toMatchObject({ unanswered: 1, overloaded: true });
    expect(takenOf([])).toEqual({ taken: 0, unanswered: 0, overloaded: false });
  });
});
