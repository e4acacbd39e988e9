import { percentile } from '../../kernel/percentile.ts';
import type { Answered } from './answers.ts';

/** What may be measured of a load, with the unit of each. */
export const metrics = {
  p50: 'ms',
  p95: 'ms',
  p99: 'ms',
  errors: '%',
  refused: '%',
  rps: '/s',
  recovery: 'ms',
  knee: '/s',
} as const;

export type Metric = keyof typeof metrics;

/** What was measured; a metric that never came is absent. */
export type Measures = Readonly<Partial<Record<Metric, number>>>;

/** The measures of all answers of a load, or of a part of it. */
export function measuresOf(answers: readonly Answered[]): Measures {
  if (answers.length === 0) return {};
  const waits = answers.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  const percentOf = (outcome: Answered['outcome']) =>
    (100 * answers.filter((answer) => answer.outcome === outcome).length) / answers.length;
  const rank = (percent: number) => percentile(waits, percent) as number;
  const rps = answeredASecond(answers);
  return {
    ...{ p50: rank(50), p95: rank(95), p99: rank(99) },
    ...{ errors: percentOf('failed'), refused: percentOf('refused') },
    ...(rps !== undefined && { rps }),
  };
}

/**
 * How soon a system was itself again, in milliseconds after a moment: from then on 95 of 100 operations had their answers as
 * quickly, or half as quickly, as 95 of 100 had them before.
 * @param before answers to compare with
 * @param after in the order of their plan
 * @returns undefined if it did not recover
 */
export function recoveryMs(before: readonly Answered[], after: readonly Answered[]): number | undefined {
  const { p95 = Number.POSITIVE_INFINITY } = measuresOf(before);
  if (p95 === Number.POSITIVE_INFINITY) return undefined;
  const within = after.map(({ latencyMs }) => latencyMs <= 2 * p95);
  let recovered: number | undefined;
  let good = 0;
  for (let index = after.length - 1, all = 1; index >= 0; index -= 1, all += 1) {
    if (within[index]) good += 1;
    if (within[index] && good >= 0.95 * all) recovered = index;
  }
  const [first] = after;
  const since = recovered === undefined ? undefined : after[recovered];
  return first === undefined || since === undefined ? undefined : since.plannedAt - first.plannedAt;
}

/** From the first planned start to the last answer; undefined where nothing was answered. */
function answeredASecond(answers: readonly Answered[]): number | undefined {
  const answered = answers.filter(({ outcome }) => outcome !== 'failed');
  const from = answers.reduce((first, { plannedAt }) => Math.min(first, plannedAt), Number.POSITIVE_INFINITY);
  const to = answered.reduce((last, { endedAt }) => Math.max(last, endedAt), from);
  return to > from ? (answered.length * 1_000) / (to - from) : undefined;
}
