import * as Plot from '@observablehq/plot';
import { drawBoth, type Width } from '../charts/canvas.ts';
import { axisNumber, valueAxis } from '../charts/time-axis.ts';
import type { Html } from '../markup/html.ts';
import type { PastRun } from './trend.ts';

const colours = { pass: 'var(--good)', fail: 'var(--bad)', inconclusive: 'var(--doubt)' } as const;
const symbols = { pass: 'circle', fail: 'times', inconclusive: 'triangle' } as const;

/** One measure of the runs of an experiment, run by run, in seconds; the sign of each dot is its verdict. */
export function trendChart(runs: readonly PastRun[], title: string, of: (run: PastRun) => number | undefined): Html {
  const points = runs.flatMap((run, index) => {
    const ms = of(run);
    return ms === undefined ? [] : [{ run: index + 1, seconds: ms / 1000, status: run.status }];
  });
  const top = points.reduce((most, { seconds }) => Math.max(most, seconds), 0.01);
  return drawBoth(title, (width) => ({
    height: 120,
    marginTop: 10,
    marginBottom: 22,
    x: { type: 'linear', domain: [0.5, runs.length + 0.5], axis: null },
    y: { domain: [0, top * 1.12], axis: null },
    marks: [
      ...valueAxis(3, axisNumber),
      Plot.axisX(numbersOf(runs.length, width), {
        tickFormat: (run: number) => `#${run}`,
        tickSize: 0,
        label: null,
        fill: 'var(--muted)',
      }),
      Plot.lineY(points, { x: 'run', y: 'seconds', stroke: 'var(--quiet)', strokeWidth: 1 }),
      ...(['pass', 'fail', 'inconclusive'] as const).map((status) =>
        Plot.dot(
          points.filter((point) => point.status === status),
          {
            x: 'run',
            y: 'seconds',
            r: 4,
            symbol: symbols[status],
            stroke: colours[status],
            strokeWidth: 2,
            fill: 'var(--card)',
          },
        ),
      ),
    ],
  }));
}

/** Whole numbers of runs, as many as fit. */
function numbersOf(runs: number, width: Width): readonly number[] {
  const step = Math.max(1, Math.ceil(runs / (width === 'wide' ? 16 : 7)));
  return Array.from({ length: Math.ceil(runs / step) }, (_, index) => 1 + index * step);
}
