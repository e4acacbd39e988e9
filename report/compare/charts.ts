import { lines } from '../charts/lines.ts';
import type { Lane } from '../charts/overview.ts';
import type { Panel } from '../charts/timeline.ts';
import type { Digest } from '../model/digest.ts';
import type { Run } from '../model/run.ts';
import { answerSeries, errorSeries } from '../model/series/answers.ts';
import { depthSeries } from '../model/series/depths.ts';
import { outcomeTimes } from '../model/series/outcomes.ts';
import { type Measurement, percentileSeries } from '../model/series/percentiles.ts';
import type { Series } from '../model/series/series.ts';
import type { Span } from '../model/span.ts';
import { merged } from '../model/windows.ts';

const colours = ['--left', '--right'] as const;

/** What of a run is drawn beside another, its times counted from its own start. */
interface Moved extends Pick<Digest, 'windows' | 'short'> {
  readonly run: Pick<Run, 'client' | 'metrics' | 'queues'>;
  readonly outcomes: readonly Measurement[];
}

/** Both runs on one time axis that starts with the first request of each. */
export interface Aligned {
  readonly span: Span;
  readonly sides: readonly Moved[];
}

/** Moves both runs to a start at 0; undefined where one of them knows no time. */
export function aligned(left: Digest, right: Digest): Aligned | undefined {
  if (left.span === undefined || right.span === undefined) return undefined;
  const spans = [left.span, right.span];
  const bucketMs = Math.max(...spans.map((span) => span.bucketMs));
  const buckets = Math.max(...spans.map(({ from, to }) => Math.ceil((to - from) / bucketMs)));
  return {
    span: { from: 0, to: buckets * bucketMs, bucketMs, buckets },
    sides: [moved(left, left.span.from), moved(right, right.span.from)],
  };
}

function moved({ run, windows, units, short }: Digest, by: number): Moved {
  return {
    short,
    outcomes: outcomeTimes([...units.lives.values()]).map(({ at, ms }) => ({ at: at - by, ms })),
    run: {
      client: run.client.map((attempt) => ({ ...attempt, at: attempt.at - by, endedAt: attempt.endedAt - by })),
      metrics: run.metrics.map((sample) => ({ ...sample, at: sample.at - by })),
      queues: run.queues,
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
  const both = (of: (side: Moved) => readonly (number | undefined)[]): readonly Series[] =>
    sides.map((side, index) => ({
      label: index === 0 ? 'A' : 'B',
      colour: colours[index] as string,
      values: of(side),
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
  const answerTimes = ({ client }: Moved['run']) => client.map(({ at, endedAt }) => ({ at, ms: endedAt - at }));
  return [
    panel(
      'latency',
      'Answer time, p95',
      'ms',
      'client.jsonl',
      10,
      both(({ run }) => p95(span, answerTimes(run))),
    ),
    panel(
      'outcome-time',
      'Time to outcome, p95',
      'ms',
      'history.jsonl',
      100,
      both(({ outcomes }) => p95(span, outcomes)),
    ),
    panel(
      'throughput',
      'Accepted a second',
      '',
      'client.jsonl',
      1,
      both(({ run }) => answerSeries(span, run.client)[0]?.values ?? []),
    ),
    panel(
      'errors',
      'Error rate',
      '%',
      'client.jsonl',
      5,
      both(({ run }) => errorSeries(span, run.client)[0]?.values ?? []),
    ),
    panel(
      'queues',
      'Messages in queues',
      '',
      'metrics.jsonl',
      4,
      both((side) => allDepths(span, side)),
    ),
  ].filter(({ series }) => series.some(({ values }) => values.some((value) => value !== undefined)));
}

function p95(span: Span, measurements: readonly Measurement[]): readonly (number | undefined)[] {
  return percentileSeries(span, measurements).find(({ label }) => label === 'p95')?.values ?? [];
}

function allDepths(span: Span, { run, short }: Moved): readonly (number | undefined)[] {
  const queues = depthSeries(span, run, { deadLetters: false, short });
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
