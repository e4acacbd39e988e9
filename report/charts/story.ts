import * as Plot from '@observablehq/plot';
import { duration } from '../markup/format.ts';
import type { Html } from '../markup/html.ts';
import { type LaneName, laneNames } from '../model/describe.ts';
import type { Story } from '../model/story.ts';
import { drawBoth } from './canvas.ts';

const colours: Readonly<Record<LaneName, string>> = {
  client: 'var(--line-1)',
  saga: 'var(--ink)',
  messages: 'var(--line-3)',
  effects: 'var(--good)',
  money: 'var(--line-2)',
  faults: 'var(--fault)',
  other: 'var(--quiet)',
};

/**
 * How many events, in order of time, a chart should show: up to the longest pause, where that would take most of the
 * chart and nothing after it is named by a checker. A unit is looked at long after it has ended.
 */
export function worthDrawing(events: Story['events']): number {
  const first = events[0]?.at ?? 0;
  const length = (events.at(-1)?.at ?? first) - first;
  const pause = events.findIndex(({ at }, n) => n > 0 && at - (events[n - 1]?.at ?? at) > length / 2);
  return pause < 0 || events.slice(pause).some(({ role }) => role !== undefined) ? events.length : pause;
}

/** One unit's events on a time axis, a lane for each kind; what a checker names is ringed and carries its line's number. */
export function storyChart(story: Story): Html {
  const from = story.events.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const marks = story.events.map((event, row) => ({
    ...event,
    row: String(row + 1),
    start: (event.at - from) / 1000,
    end: ((event.until ?? event.at) - from) / 1000,
  }));
  const last = marks.reduce((most, { end }) => Math.max(most, end), 0.01);
  const used = laneNames.filter((name) => marks.some(({ lane }) => lane === name));
  const named = marks.filter(({ role }) => role !== undefined);
  return drawBoth(`What happened to ${story.id} over time`, (width) => ({
    height: used.length * 26 + 34,
    marginLeft: 70,
    marginRight: 16,
    marginTop: 12,
    marginBottom: 22,
    x: { type: 'linear', domain: [0, last], nice: false, axis: null },
    y: { type: 'point', domain: used, label: null, axis: null, padding: 0.5 },
    marks: [
      Plot.gridX({ ticks: width === 'wide' ? 8 : 4, stroke: 'var(--grid)', strokeOpacity: 1 }),
      Plot.axisX({
        ticks: width === 'wide' ? 8 : 4,
        tickFormat: (s: number) => `+${duration(s * 1000)}`,
        tickSize: 0,
        label: null,
        fill: 'var(--muted)',
      }),
      Plot.axisY({ tickSize: 0, label: null, fill: 'var(--muted)' }),
      Plot.ruleY(used, { stroke: 'var(--rule)' }),
      Plot.link(marks, {
        x1: 'start',
        x2: 'end',
        y: 'lane',
        stroke: ({ lane }) => colours[lane as LaneName],
        strokeWidth: 5,
        strokeOpacity: 0.45,
        strokeLinecap: 'round',
      }),
      Plot.dot(marks, { x: 'start', y: 'lane', r: 3.2, fill: ({ lane }) => colours[lane as LaneName] }),
      Plot.dot(named, {
        x: 'start',
        y: 'lane',
        r: 6,
        stroke: 'var(--bad)',
        strokeWidth: ({ role }) => (role === 'broken' ? 2.4 : 1),
      }),
      Plot.text(named, { x: 'start', y: 'lane', text: 'row', dy: -12, fill: 'var(--bad)', fontWeight: 600 }),
    ],
  }));
}
