import { capital } from '../markup/format.ts';
import { type Html, trusted } from '../markup/html.ts';
import type { Digest } from '../model/digest.ts';
import { answerSeries, errorSeries } from '../model/series/answers.ts';
import { budgetSeries } from '../model/series/budget.ts';
import { depthSeries } from '../model/series/depths.ts';
import { environmentSeries } from '../model/series/environments.ts';
import { outcomeTimes, stateSeries } from '../model/series/outcomes.ts';
import { percentileSeries } from '../model/series/percentiles.ts';
import type { Series } from '../model/series/series.ts';
import type { Span } from '../model/span.ts';
import { merged } from '../model/windows.ts';
import { layers } from './layers.ts';
import { lines } from './lines.ts';

/** One chart over time with its readings and the file that they come from. */
export interface Panel {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly source: string;
  readonly series: readonly Series[];
  readonly chart: Html;
}

/** All panels of a run that have something to show. */
export function panelsOf(digest: Digest, span: Span): readonly Panel[] {
  const { run, unit, service, short } = digest;
  const windows = merged(digest.windows, span.to);
  const lives = [...digest.units.lives.values()];
  const latency = run.client.map(({ at, endedAt }) => ({ at, ms: endedAt - at }));
  const linear = (title: string, series: readonly Series[], atLeast: number, height = 150): Html =>
    lines(span, windows, series, { title, height, curve: 'linear', atLeast });
  const depth = (title: string, series: readonly Series[], height: number): Html =>
    lines(span, windows, series, { title, height, curve: 'step-after', atLeast: 4 });

  const answers = answerSeries(span, run.client);
  const errors = errorSeries(span, run.client);
  const percentiles = percentileSeries(span, latency);
  const outcomes = percentileSeries(span, outcomeTimes(lives));
  const queues = depthSeries(span, run, { deadLetters: false, short });
  const dead = depthSeries(span, run, { deadLetters: true, short });
  const environments = environmentSeries(span, run.metrics, short);
  const states = stateSeries(span, lives);
  const budget = service === undefined ? [] : budgetSeries(span, run.client, service);
  const panels: (Omit<Panel, 'chart'> & { draw: () => Html })[] = [
    {
      id: 'latency',
      title: 'Answer time',
      unit: 'ms',
      source: 'client.jsonl',
      series: percentiles,
      draw: () => linear('Answer time over time: p50, p95 and p99 in milliseconds', percentiles, 10),
    },
    {
      id: 'throughput',
      title: 'Answers a second',
      unit: '',
      source: 'client.jsonl',
      series: answers,
      draw: () => layers(span, windows, answers, 'Answers a second over time, by kind', 110),
    },
    {
      id: 'errors',
      title: 'Error rate',
      unit: '%',
      source: 'client.jsonl',
      series: errors,
      draw: () => linear('Share of attempts without a certain answer over time, in percent', errors, 5, 84),
    },
    {
      id: 'budget',
      title: 'Error budget burnt',
      unit: '%',
      source: 'client.jsonl',
      series: budget,
      draw: () => linear('Error budget of the run that was burnt by each moment, in percent', budget, 100, 84),
    },
    {
      id: 'outcome-time',
      title: 'Time to outcome',
      unit: 'ms',
      source: 'history.jsonl',
      series: outcomes,
      draw: () =>
        linear(
          `Time from the beginning of each ${unit.one} to its end, by when it began: p50, p95 and p99 in milliseconds`,
          outcomes,
          100,
        ),
    },
    {
      id: 'states',
      title: `${capital(unit.many)} by state`,
      unit: '',
      source: 'history.jsonl',
      series: states,
      draw: () => layers(span, windows, states, `${capital(unit.many)} by state over time`, 130),
    },
    {
      id: 'queues',
      title: 'Queue depth',
      unit: '',
      source: 'metrics.jsonl',
      series: queues,
      draw: () => depth('Messages in each queue over time: visible, in flight and delayed', queues, 130),
    },
    {
      id: 'dead-letters',
      title: 'Dead letters',
      unit: '',
      source: 'metrics.jsonl',
      series: dead,
      draw: () => depth('Messages in each dead-letter queue over time', dead, 84),
    },
    {
      id: 'environments',
      title: 'Environments alive',
      unit: '',
      source: 'metrics.jsonl',
      series: environments,
      draw: () => depth('Execution environments of each function over time', environments, 110),
    },
  ];
  return panels
    .filter(({ series }) => series.some(({ values }) => values.some((value) => value !== undefined)))
    .filter(
      ({ id }) =>
        (run.client.length > 0 || !['throughput', 'errors'].includes(id)) && (lives.length > 0 || id !== 'states'),
    )
    .map(({ draw, ...panel }) => ({ ...panel, chart: draw() }));
}

/** A patch of a series' colour, for legends. */
export function swatch(colour: string): Html {
  return trusted(
    `<svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2" fill="var(${colour})"/></svg>`,
  );
}
