import { UsageError } from '../../kernel/usage-error.ts';
import { type Measures, type Metric, metrics } from './measures.ts';

/** A limit that a load has to keep. Values in the unit of the metric. */
export interface Threshold {
  readonly metric: Metric;
  readonly operator: '<' | '<=' | '>' | '>=';
  readonly limit: number;
  /** As it was written. */
  readonly text: string;
}

/** A threshold with what was measured. */
export interface Judged {
  readonly threshold: Threshold;
  /** Absent if the metric never came: the threshold is broken then. */
  readonly value?: number;
  readonly kept: boolean;
}

const factors: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ms: { ms: 1, s: 1_000, '': 1 },
  '%': { '%': 1, '': 1 },
  '/s': { '/s': 1, '': 1 },
};

/** Reads a threshold such as `p95 <= 2s`, `errors < 1%` or `rps >= 5`. @throws UsageError for anything else */
export function parseThreshold(text: string): Threshold {
  const [, metric = '', operator = '', number = '', unit = ''] =
    /^\s*([a-z][a-z0-9]*)\s*(<=?|>=?)\s*(\d+(?:\.\d+)?)\s*(ms|s|%|\/s)?\s*$/.exec(text) ?? [];
  const known = Object.hasOwn(metrics, metric);
  const factor = known ? factors[metrics[metric as Metric]]?.[unit] : undefined;
  if (factor === undefined) {
    throw new UsageError(`"${text}" is no threshold: expected a metric, <, <=, > or >=, and a number with its unit`, {
      hint: `Such as "p95 <= 800ms", "errors < 1%" or "rps >= 5". Metrics: ${Object.keys(metrics).join(', ')}.`,
    });
  }
  return {
    metric: metric as Metric,
    operator: operator as Threshold['operator'],
    limit: Number(number) * factor,
    text,
  };
}

/** Whether a threshold was kept. What was never measured is not. */
export function judge(threshold: Threshold, measures: Measures): Judged {
  const { metric, operator, limit } = threshold;
  const value = measures[metric];
  if (value === undefined || Number.isNaN(value)) return { threshold, kept: false };
  const kept = { '<': value < limit, '<=': value <= limit, '>': value > limit, '>=': value >= limit }[operator];
  return { threshold, value, kept };
}

/** The thresholds of a profile, with one's own in the place of those of the same metric. */
export function withOwn(thresholds: readonly Threshold[], own: readonly Threshold[]): Threshold[] {
  const named = new Set(own.map(({ metric }) => metric));
  return [...thresholds.filter(({ metric }) => !named.has(metric)), ...own];
}
