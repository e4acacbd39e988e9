import type { Run } from './run.ts';
import type { FaultWindow } from './windows.ts';

/** The stretch of time that the charts show, in epoch milliseconds, cut into buckets of one width. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
  readonly buckets: number;
}

const widths = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].map((seconds) => seconds * 1000);
/** What happens to units and their messages; what is only read before and after does not widen the span. */
const lively: ReadonlySet<string> = new Set([
  'request',
  'begin',
  'transition',
  'end',
  'effect',
  'money',
  'receive',
  'delete',
]);

/** Few enough buckets that each holds some requests, so that its percentiles differ. */
function mostBuckets(requests: number): number {
  return Math.min(90, Math.max(15, requests / 7));
}

/**
 * From the first request to the last thing that happened to a unit or a fault. Set-up and clean-up lie outside: they
 * take longer than the load and would press it into a corner. Undefined where a run knows no time at all.
 */
export function spanOf(run: Run, windows: readonly Pick<FaultWindow, 'startedAt' | 'endedAt'>[]): Span | undefined {
  const at: number[] = [];
  for (const attempt of run.client) at.push(attempt.at, attempt.endedAt);
  for (const window of windows) at.push(window.startedAt, window.endedAt ?? window.startedAt);
  for (const event of run.history) if (lively.has(event.f)) at.push(run.origin + event.time / 1e6);
  if (at.length === 0) at.push(...run.metrics.map((sample) => sample.at));
  if (at.length === 0 && run.manifest !== undefined)
    at.push(run.manifest.startedAt, run.manifest.endedAt ?? run.manifest.startedAt);
  if (at.length === 0) return undefined;
  const from = Math.floor(at.reduce((least, time) => Math.min(least, time)));
  const last = at.reduce((latest, time) => Math.max(latest, time));
  const most = mostBuckets(run.client.length);
  const bucketMs = widths.find((width) => (last - from) / width < most) ?? Math.ceil((last - from) / most);
  const buckets = Math.max(1, Math.floor((last - from) / bucketMs) + 1);
  return { from, to: from + buckets * bucketMs, bucketMs, buckets };
}

/** The bucket that holds a moment; undefined outside the span. */
export function bucketOf(span: Span, at: number): number | undefined {
  const index = Math.floor((at - span.from) / span.bucketMs);
  return index >= 0 && index < span.buckets ? index : undefined;
}
