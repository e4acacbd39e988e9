import { z } from 'zod';
import type { MetricsSample } from '../../observe/run-files.ts';
import { bucketOf, type Span } from '../span.ts';
import type { Series } from './series.ts';

const countsSchema = z.record(z.string(), z.number().nonnegative());
const colours = ['--line-1', '--line-2', '--line-3', '--line-4', '--line-5', '--line-6'];

/**
 * The most execution environments of each function that were alive in each bucket, from the field `environments` of the
 * samples (function name to count). An engine that cannot list them leaves the field out: then there is no series.
 */
export function environmentSeries(span: Span, metrics: readonly MetricsSample[]): readonly Series[] {
  const values = new Map<string, (number | undefined)[]>();
  for (const { at, environments } of metrics) {
    const index = bucketOf(span, at);
    const counts = countsSchema.safeParse(environments);
    if (index === undefined || !counts.success) continue;
    for (const [name, alive] of Object.entries(counts.data)) {
      const known = values.get(name) ?? new Array<number | undefined>(span.buckets).fill(undefined);
      values.set(name, known);
      known[index] = Math.max(known[index] ?? 0, alive);
    }
  }
  return [...values]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, counts], index) => ({
      label: name.replace(/^faultline-/, ''),
      colour: colours[index % colours.length] as string,
      values: held(counts),
    }));
}

/** Samples are rarer than buckets may be narrow: between two of them the earlier one stands. */
function held(counts: readonly (number | undefined)[]): readonly (number | undefined)[] {
  const last = counts.findLastIndex((value) => value !== undefined);
  let standing: number | undefined;
  return counts.map((value, index) => {
    standing = value ?? standing;
    return index <= last ? standing : undefined;
  });
}
