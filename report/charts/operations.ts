import * as Plot from '@observablehq/plot';
import { exactClock, shortened } from '../markup/format.ts';
import type { Html } from '../markup/html.ts';
import type { Excerpt, Operation } from '../model/operations.ts';
import { merged, type Stretch } from '../model/windows.ts';
import { drawBoth } from './canvas.ts';
import { faultShade } from './time-axis.ts';

/** Custom properties of the style sheet by what the process learnt. */
export const colours = { ok: '--line-1', fail: '--line-4', info: '--line-2' } as const;

const laneHeight = 15;

/**
 * A lane a process, a bar an operation, as Jepsen's timelines show them. What is unknown fades out to the right, as it
 * may take effect at any later time; what a violation names is framed and carries its key.
 * @param from the start of the run's time axis, epoch ms
 */
export function operationsChart({ operations, around }: Excerpt, windows: readonly Stretch[], from: number): Html {
  const begin = operations.reduce((least, { startedAt }) => Math.min(least, startedAt), Number.POSITIVE_INFINITY);
  const last = operations.reduce((most, { startedAt, endedAt }) => Math.max(most, endedAt ?? startedAt), begin);
  // Room for the label of a bar at the end.
  const end = last + Math.max(1, last - begin) * 0.12;
  const seconds = (at: number) => (at - from) / 1000;
  const lanes = [...new Set(operations.map(({ process }) => process))];
  const bars = operations.map((operation) => ({
    ...operation,
    lane: lanes.indexOf(operation.process),
    start: seconds(operation.startedAt),
    // Something that took no time is still seen.
    stop: Math.max(
      seconds(operation.endedAt ?? operation.startedAt),
      seconds(operation.startedAt + (end - begin) / 300),
    ),
  }));
  const box = { x1: 'start', x2: 'stop', y1: laneOf(-0.36), y2: laneOf(0.36) } as const;
  const colour = ({ type }: Operation) => `var(${colours[type]})`;
  const unknown = bars
    .filter(({ type }) => type === 'info')
    .map((bar) => ({ ...bar, start: bar.stop, stop: seconds(end) }));
  const span = { from, to: end, bucketMs: 1, buckets: 1 };
  const shades = merged(windows, end)
    .map(({ startedAt, endedAt }) => ({
      startedAt: Math.max(startedAt, begin),
      endedAt: Math.min(endedAt, end),
    }))
    .filter(({ startedAt, endedAt }) => startedAt < endedAt);
  return drawBoth(`Operations by process around the ${around}`, (width) => ({
    height: lanes.length * laneHeight + 34,
    marginLeft: width === 'wide' ? 102 : 14,
    marginTop: 8,
    marginBottom: 22,
    x: { type: 'linear', domain: [seconds(begin), seconds(end)], axis: null },
    y: { type: 'linear', domain: [-0.6, lanes.length - 0.4], axis: null, reverse: true },
    marks: [
      ...faultShade(span, shades),
      Plot.gridX({ ticks: width === 'wide' ? 8 : 4, stroke: 'var(--grid)', strokeOpacity: 1 }),
      Plot.axisX({
        ticks: width === 'wide' ? 8 : 3,
        tickFormat: (s: number) => exactClock(s * 1000).slice(0, -2),
        tickSize: 0,
        label: null,
        fill: 'var(--muted)',
      }),
      ...(width === 'narrow' ? [] : [laneNames(lanes)]),
      Plot.rect(unknown, { ...box, fill: colour, fillOpacity: 0.18 }),
      Plot.rect(bars, {
        ...box,
        fill: colour,
        rx: 2,
        fillOpacity: ({ type }: Operation) => (type === 'fail' ? 0.35 : 1),
      }),
      Plot.rect(
        bars.filter(({ broken }) => broken),
        { ...box, stroke: 'var(--bad)', strokeWidth: 2, rx: 2, inset: -2 },
      ),
      Plot.text(
        bars.filter(({ broken }) => broken),
        {
          x: 'stop',
          y: 'lane',
          text: ({ key }) => shortened(key, 24),
          textAnchor: 'start',
          dx: 6,
          fill: 'var(--bad)',
          fontSize: 10,
        },
      ),
    ],
  }));
}

function laneOf(offset: number): (bar: { readonly lane: number }) => number {
  return ({ lane }) => lane + offset;
}

function laneNames(lanes: readonly string[]): Plot.Markish {
  return Plot.text(
    lanes.map((name, lane) => ({ name, lane })),
    {
      frameAnchor: 'left',
      y: 'lane',
      text: ({ name }) => shortName(name),
      textAnchor: 'end',
      dx: -8,
      fill: 'var(--muted)',
      fontSize: 10,
    },
  );
}

/** `client:17b4adda-e8d7-…/repeat` as `17b4adda/repeat`: the head of an id tells it from its neighbours. */
export function shortName(process: string): string {
  const [head = '', ...rest] = process.replace(/^[a-z]+:/, '').split('/');
  return shortened([/^[0-9a-f]{8}-/.test(head) ? head.slice(0, 8) : head, ...rest].join('/'), 16);
}
