import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClientAttempt } from '../../run/run-files.ts';
import { answersOf } from './answers.ts';

const attempt = (request: number, at: number, tookMs: number, rest: Partial<ClientAttempt> = {}): ClientAttempt => ({
  ...{ request, at, endedAt: at + tookMs, process: `user-${request}`, attempt: 1, key: `k-${request}`, digest: 'd' },
  ...{ outcome: 'ok', status: 200, ...rest },
});
const lost = { outcome: 'info', status: null, error: 'ECONNRESET' } as const;
const of = (attempts: readonly ClientAttempt[], starts: readonly number[]) =>
  answersOf(attempts, { after: 0, operations: starts.length, starts });

describe('answers of a load', () => {
  it('count from the planned start, not from the sending that a stall has put off', () => {
    // Planned every 100 ms; the generator stood still for a second after the first.
    const answers = of(
      [attempt(1, 5_000, 10), attempt(2, 6_000, 10), attempt(3, 6_000, 10), attempt(4, 6_000, 10)],
      [0, 100, 200, 300],
    );
    expect(answers.map(({ latencyMs }) => latencyMs)).toEqual([10, 910, 810, 710]);
    expect(answers.map(({ lateMs }) => lateMs)).toEqual([0, 900, 800, 700]);
  });

  it('are never early: the plan lies where the most punctual comes at his time', () => {
    const gaps = fc.array(fc.record({ due: fc.nat(500), late: fc.nat(3_000) }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.nat(100_000), (users, epoch) => {
        let due = 0;
        const plan = users.map((user) => {
          due += user.due;
          return { due, late: user.late };
        });
        const sent = plan.map((user, n) => attempt(n + 1, epoch + user.due + user.late, 7));
        const answers = of(
          sent,
          plan.map((user) => user.due),
        );
        const least = Math.min(...plan.map(({ late }) => late));
        expect(answers.map(({ lateMs }) => lateMs)).toEqual(plan.map(({ late }) => late - least));
        expect(answers.every(({ lateMs, latencyMs }) => latencyMs === lateMs + 7)).toBe(true);
      }),
    );
  });

  it('count retries in', () => {
    const [answer] = of([attempt(1, 0, 50, lost), attempt(1, 250, 50, { attempt: 2 })], [0]);
    expect(answer).toMatchObject({ outcome: 'ok', latencyMs: 300 });
  });

  it.each([
    ['one request was lost and never asked again', [attempt(1, 0, 5, lost)]],
    [
      'the last of several was lost',
      [attempt(1, 0, 5, { status: 503, outcome: 'info' }), attempt(1, 9, 5, { ...lost, attempt: 2 })],
    ],
    ['its twin was left without', [attempt(1, 0, 5), attempt(1, 0, 5, { ...lost, process: 'user-1/repeat' })]],
    ['nothing was ever sent', []],
  ])('fail, and wait for ever, where %s', (_, attempts) => {
    expect(of(attempts, [0])).toMatchObject([{ outcome: 'failed', latencyMs: Number.POSITIVE_INFINITY }]);
  });

  it('take too many requests for an answer only where no other came', () => {
    const limited = { outcome: 'fail', status: 429 } as const;
    const [patient] = of([attempt(1, 0, 5, limited), attempt(1, 100, 5, { attempt: 2 })], [0]);
    expect(patient).toMatchObject({ outcome: 'ok', latencyMs: 105 });
    expect(of([attempt(1, 0, 5, limited)], [0])).toMatchObject([{ outcome: 'refused', latencyMs: 5 }]);
  });

  it('have no plan in a closed loop: they count from their sending', () => {
    const answers = answersOf([attempt(3, 100, 5), attempt(4, 900, 8)], { after: 2, operations: 2 });
    expect(answers.map(({ latencyMs, lateMs }) => [latencyMs, lateMs])).toEqual([
      [5, 0],
      [8, 0],
    ]);
  });
});
