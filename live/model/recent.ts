import { percentile } from '../../kernel/percentile.ts';
import { deadLetterQueuesIn } from '../../report/model/dead-letter-queue.ts';
import type { Run } from '../../report/model/run.ts';
import { answerOf } from '../../report/model/series/answers.ts';

/** What the users of a run met in the last seconds, or in all of it. */
export interface Recent {
  /** Operations that were sent, of as many as are planned. */
  readonly sent: number;
  readonly planned: number | undefined;
  readonly answersPerSecond: number;
  /** Undefined where nobody was answered. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number } | undefined;
  /** Share of attempts without a certain answer, in percent; undefined where there was none. */
  readonly errors: number | undefined;
  /** Messages in the queues that work flows through, and in those of dead letters; undefined where nobody looked. */
  readonly waiting: number | undefined;
  readonly dead: number | undefined;
}

/** Numbers of fewer seconds jump. */
export const recentMs = 15_000;

/**
 * Sums up what was answered after a moment and until another (epoch ms), and how queues were last seen.
 * @param from the beginning of the run, where all of it is wanted
 */
export function recentOf(run: Run, { from, to }: { readonly from: number; readonly to: number }): Recent {
  const answered = run.client.filter(({ endedAt }) => endedAt > from && endedAt <= to);
  const latencies = answered.map(({ at, endedAt }) => endedAt - at).sort((a, b) => a - b);
  const at = (percent: number) => percentile(latencies, percent) ?? Number.NaN;
  const unknown = answered.filter((attempt) => answerOf(attempt) === 'unknown').length;
  const first = run.client[0];
  const seconds = Math.max(1_000, to - Math.max(from, first?.at ?? from)) / 1_000;
  const depth = depthsOf(run);
  return {
    sent: new Set(run.client.map(({ request }) => request)).size,
    planned: run.manifest?.operations,
    answersPerSecond: answered.length / seconds,
    latencyMs: answered.length === 0 ? undefined : { p50: at(50), p95: at(95), p99: at(99) },
    errors: answered.length === 0 ? undefined : (unknown / answered.length) * 100,
    ...depth,
  };
}

function depthsOf(run: Pick<Run, 'metrics' | 'queues'>): Pick<Recent, 'waiting' | 'dead'> {
  const latest = run.metrics.at(-1);
  if (latest === undefined) return { waiting: undefined, dead: undefined };
  const letters = deadLetterQueuesIn(run);
  const sums = { waiting: 0, dead: 0 };
  for (const [name, { visible, inFlight, delayed }] of Object.entries(latest.queues)) {
    sums[letters.has(name) ? 'dead' : 'waiting'] += visible + inFlight + delayed;
  }
  return sums;
}
