import { percentile } from '../../../kernel/percentile.ts';
import { bucketOf, type Span } from '../span.ts';
import type { Series } from './series.ts';

/** Something that began at a moment (epoch ms) and took a time (ms). */
export interface Measurement {
  readonly at: number;
  readonly ms: number;
}

/** p50, p95 and p99 of what began in each bucket, in milliseconds. */
export function percentileSeries(span: Span, measurements: readonly Measurement[]): readonly Series[] {
  const buckets = Array.from({ length: span.buckets }, (): number[] => []);
  for (const { at, ms } of measurements) buckets[bucketOf(span, at) ?? -1]?.push(ms);
  for (const bucket of buckets) bucket.sort((a, b) => a - b);
  const series = (label: string, colour: string, percent: number): Series => ({
    label,
    colour,
    values: buckets.map((sorted) => percentile(sorted, percent)),
  });
  return [series('p50', '--p50', 50), series('p95', '--p95', 95), series('p99', '--p99', 99)];
}
