import { lines } from '../charts/lines.ts';
import type { Lane } from '../charts/overview.ts';
import type { Panel } from '../charts/timeline.ts';
import { sagaLives } from '../model/orders.ts';
import type { Run } from '../model/run.ts';
import { answerSeries, errorSeries } from '../model/series/answers.ts';
import { depthSeries } from '../model/series/depths.ts';
import { percentileSeries } from '../model/series/percentiles.ts';
import { sagaTimes } from '../model/series/sagas.ts';
import type { Series } from '../model/series/series.ts';
import type { Span } from '../model/span.ts';
import { type FaultWindow, merged } from '../model/windows.ts';
import type { Side } from './side.ts';

const colours = ['--left', '--right'] as const;

/** Both runs on one time axis that starts with the first request of each. */
export interface Aligned {
  readonly span: Span;
  readonly sides: readonly { readonly run: Run; readonly windows: readonly FaultWindow[] }[];
}

/** Moves both runs to a start at 0; undefined where one of them knows no time. */
export function aligned(left: Side, right: Side): Aligned | undefined {
  if (left.span === undefined || right.span === undefined) return undefined;
  const spans = [left.span, right.span];
  const bucketMs = Math.max(...spans.map((span) => span.bucketMs));
  const buckets = Math.max(...spans.map(({ from, to }) => Math.ceil((to - from) / bucketMs)));
  return {
    span: { from: 0, to: buckets * bucketMs, bucketMs, buckets },
    sides: [moved(left, left.span.from), moved(right, right.span.from)],
  };
}

function moved({ run, windows }: Side, by: number): Aligned['sides'][number] {
  return {
    run: {
      ...run,
      client: run.client.map((attempt) => ({ ...attempt, at: attempt.at - by, endedAt: attempt.endedAt - by })),
      metrics: run.metrics.map((sample) => ({ ...sample, at: sample.at - by })),
      origin: run.origin - by,
    },
    windows: windows.map((window) => ({
      ...window,
      startedAt: window.startedAt - by,
      endedAt: window.endedAt === undefined ? undefined : window.endedAt - by,
    })),
  };
}

/** The same measure of both runs in one chart each. */
export function comparedPanels({ span, sides }: Aligned): readonly Panel[] {
  // As one a run: the shade then tells how many runs had a fault, not how many rules were active.
  const windows = sides.flatMap((side) => merged(side.windows, span.to));
  const both = (of: (run: Run) => readonly (number | undefined)[]): readonly Series[] =>
    sides.map(({ run }, index) => ({
      label: index === 0 ? 'A' : 'B',
      colour: colours[index] as string,
      values: of(run),
    }));
  const panel = (
    id: string,
    title: string,
    unit: string,
    source: string,
    atLeast: number,
    series: readonly Series[],
  ) => ({
    ...{ id, title, unit, source, series },
    chart: lines(span, windows, series, {
      title: `${title} of both runs over time`,
      height: 130,
      curve: id === 'queues' ? 'step-after' : 'linear',
      atLeast,
    }),
  });
  const answerTimes = (run: Run) => run.client.map(({ at, endedAt }) => ({ at, ms: endedAt - at }));
  const outcomeTimes = (run: Run) => sagaTimes([...sagaLives(run).values()]);
  return [
    panel(
      'latency',
      'Answer time, p95',
      'ms',
      'client.jsonl',
      10,
      both((run) => p95(span, answerTimes(run))),
    ),
    panel(
      'outcome-time',
      'Time to outcome, p95',
      'ms',
      'history.jsonl',
      100,
      both((run) => p95(span, outcomeTimes(run))),
    ),
    panel(
      'throughput',
      'Accepted a second',
      '',
      'client.jsonl',
      1,
      both((run) => answerSeries(span, run.client)[0]?.values ?? []),
    ),
    panel(
      'errors',
      'Error rate',
      '%',
      'client.jsonl',
      5,
      both((run) => errorSeries(span, run.client)[0]?.values ?? []),
    ),
    panel(
      'queues',
      'Messages in queues',
      '',
      'metrics.jsonl',
      4,
      both((run) => allDepths(span, run)),
    ),
  ].filter(({ series }) => series.some(({ values }) => values.some((value) => value !== undefined)));
}

function p95(span: Span, measurements: Parameters<typeof percentileSeries>[1]): readonly (number | undefined)[] {
  return percentileSeries(span, measurements).find(({ label }) => label === 'p95')?.values ?? [];
}

function allDepths(span: Span, run: Run): readonly (number | undefined)[] {
  const queues = depthSeries(span, run.metrics, false);
  return Array.from({ length: span.buckets }, (_, index) => {
    const depths = queues.flatMap(({ values }) => values[index] ?? []);
    return depths.length === 0 ? undefined : depths.reduce((sum, depth) => sum + depth, 0);
  });
}

/** Load, faults and broken promises of each run, A above B. */
export function comparedLanes(sides: Aligned['sides'], broken: readonly (readonly number[])[]): readonly Lane[] {
  return sides.flatMap(({ run, windows }, index): Lane[] => {
    const letter = index === 0 ? 'A' : 'B';
    const ends = run.client.flatMap(({ at, endedAt }) => [at, endedAt]);
    const from = ends.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
    const to = ends.reduce((most, at) => Math.max(most, at), 0);
    const load = { label: `${letter}: load`, colour: colours[index] as string, stretches: [{ from, to }], moments: [] };
    const faults = windows.map(({ rule, startedAt, endedAt }) => ({
      label: `${letter}: fault ${rule}`,
      colour: '--fault',
      stretches: [{ from: startedAt, to: endedAt ?? to }],
      moments: [],
    }));
    const moments = (broken[index] ?? []).slice(0, 300);
    return [
      ...(ends.length === 0 ? [] : [load]),
      ...faults,
      ...(moments.length === 0
        ? []
        : [{ label: `${letter}: promises broken`, colour: '--bad', stretches: [], moments }]),
    ];
  });
}
