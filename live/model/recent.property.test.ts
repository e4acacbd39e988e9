import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Run } from '../../report/model/run.ts';
import { sampleRun } from '../../report/testing/sample-run.ts';
import { recentOf } from './recent.ts';

const sample = sampleRun({ count: 3, seed: 1, verdict: 'pass' });
const [attempt] = sample.client;

const attempts = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 60_000 }),
    ms: fc.integer({ min: 0, max: 5_000 }),
    request: fc.integer({ min: 1, max: 20 }),
    outcome: fc.constantFrom('ok' as const, 'fail' as const, 'info' as const),
  }),
  { maxLength: 60 },
);

it('only what was answered in a stretch of time counts, each once, and percentiles are times that were measured', () => {
  fc.assert(
    fc.property(
      attempts,
      fc.integer({ min: 0, max: 50_000 }),
      fc.integer({ min: 1, max: 20_000 }),
      (drawn, from, length) => {
        const client = drawn.map(({ ms, ...one }) => ({ ...attempt, ...one, endedAt: one.at + ms })) as Run['client'];
        const to = from + length;
        const found = recentOf({ ...sample, client, metrics: [] }, { from, to });
        const inside = client.filter(({ endedAt }) => endedAt > from && endedAt <= to);
        expect(found.sent).toBe(new Set(drawn.map(({ request }) => request)).size);
        expect([found.waiting, found.dead]).toEqual([undefined, undefined]);
        if (inside.length === 0) {
          expect(found).toMatchObject({ answersPerSecond: 0, latencyMs: undefined, errors: undefined });
          return;
        }
        const times = inside.map(({ at, endedAt }) => endedAt - at);
        const { p50, p95, p99 } = found.latencyMs as NonNullable<typeof found.latencyMs>;
        for (const ms of [p50, p95, p99]) expect(times).toContain(ms);
        expect(p50 <= p95 && p95 <= p99 && p99 <= Math.max(...times)).toBe(true);
        expect(times.filter((ms) => ms <= p50).length).toBeGreaterThanOrEqual(times.length / 2);
        const unknown = inside.filter(({ outcome }) => outcome === 'info').length;
        expect(found.errors).toBeCloseTo((unknown / inside.length) * 100);
      },
    ),
  );
});

it('a rate is of the time since the first request, where that is shorter', () => {
  const client = [2_000, 2_500, 3_000, 3_900].map((at) => ({ ...attempt, at, endedAt: at + 50 })) as Run['client'];
  const { answersPerSecond } = recentOf({ ...sample, client }, { from: -11_000, to: 4_000 });
  expect(answersPerSecond).toBe(2);
});

it('queues and dead letters are told apart, as they were last seen', () => {
  const depth = (visible: number) => ({ visible, inFlight: 1, delayed: 0 });
  const metrics = [
    { at: 1, queues: { work: depth(9), dlq: depth(9) } },
    { at: 2, queues: { work: depth(3), other: depth(1), dlq: depth(0) } },
  ];
  const queues = [{ ...depth(0), name: 'dlq', at: 2, deadLetter: true }];
  expect(recentOf({ ...sample, metrics, queues }, { from: 0, to: 3 })).toMatchObject({ waiting: 6, dead: 1 });
});
