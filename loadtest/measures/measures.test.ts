import { describe, expect, it } from '@jest/globals';
import type { Answered } from './answers.ts';
import { measuresOf, recoveryMs } from './measures.ts';

const answer = (plannedAt: number, latencyMs: number, outcome: Answered['outcome'] = 'ok'): Answered => ({
  ...{
    number: 1,
    plannedAt,
    lateMs: 0,
    latencyMs,
    outcome,
    endedAt: plannedAt + (outcome === 'failed' ? 5 : latencyMs),
  },
});
const never = Number.POSITIVE_INFINITY;

describe('measures of a load', () => {
  it('tell errors, refusals and answers a second apart', () => {
    const answers = [answer(0, 100), answer(500, 100, 'refused'), answer(1_000, never, 'failed'), answer(1_900, 100)];
    expect(measuresOf(answers)).toEqual({ p50: 100, p95: never, p99: never, errors: 25, refused: 25, rps: 1.5 });
  });

  it('are absent where nothing was', () => {
    expect(measuresOf([])).toEqual({});
    expect(measuresOf([answer(0, never, 'failed')])).not.toHaveProperty('rps');
  });
});

describe('recovery', () => {
  const calm = Array.from({ length: 20 }, (_, n) => answer(n * 100, 50));
  const later = (waits: readonly number[]) => waits.map((ms, n) => answer(10_000 + n * 100, ms));

  it('is when answers come as quickly again as before, and stay so', () => {
    expect(recoveryMs(calm, later([900, 500, 60, 300, 40, 50, 60]))).toBe(400);
    expect(recoveryMs(calm, later([50, 50, 50]))).toBe(0);
  });

  it('does not come where the last are still slow, or nothing is known of before', () => {
    expect(recoveryMs(calm, later([50, 50, 900, never]))).toBeUndefined();
    expect(recoveryMs([], later([50]))).toBeUndefined();
    expect(recoveryMs([answer(0, never, 'failed')], later([50]))).toBeUndefined();
  });
});
