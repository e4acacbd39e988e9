import * as Plot from '@observablehq/plot';
import type { Linearization } from '../../verify/verdict/linearization.ts';
import { drawToScroll } from '../charts/canvas.ts';
import { shortened } from '../markup/format.ts';
import type { Html } from '../markup/html.ts';
import { type Bar, layoutOf, textOf } from './layout.ts';

/** A stretch of time in ns since the history's origin. */
export interface Shade {
  readonly from: number;
  readonly to: number;
}

/** Pixels; the style sheet gives the names of the lanes the same height. */
const laneHeight = 42;
const letter = 6.4;

const colours: Readonly<Record<Bar['role'], string>> = {
  placed: 'var(--line-1)',
  open: 'var(--quiet)',
  culprit: 'var(--bad)',
};

/**
 * A linearization as Porcupine draws it: a bar a call, a point where it takes effect, one line through the points.
 * Each bar is a link to `#<anchor>-<position>`. @param shades when faults were active
 */
export function linearizationChart(drawing: Linearization, anchor: string, shades: readonly Shade[]): Html {
  const { bars, lanes, width, xOf } = layoutOf(drawing);
  const points = bars
    .flatMap(({ place, lane }) => (place === undefined ? [] : [{ ...place, lane }]))
    .sort((a, b) => a.number - b.number);
  const doubt = drawing.valid === 'unknown' ? 'var(--doubt)' : undefined;
  const colour = ({ role }: Bar) => (role === 'culprit' && doubt !== undefined ? doubt : colours[role]);
  const box = { x1: 'from', x2: 'to', y1: above(16), y2: above(-4), rx: 3 } as const;
  const of = (...roles: readonly Bar['role'][]) => bars.filter(({ role }) => roles.includes(role));
  const labels = bars.map((bar) => ({ ...bar, text: fitting(textOf(bar.call), bar.to - bar.from) }));
  const culprits = of('culprit').map((bar) => ({ ...bar, x: (bar.from + bar.to) / 2 }));
  return drawToScroll(`How far ${drawing.id} is linearizable`, {
    width,
    height: lanes.length * laneHeight,
    margin: 0,
    x: { type: 'linear', domain: [0, width], axis: null },
    y: { type: 'linear', domain: [-0.5, lanes.length - 0.5], axis: null, reverse: true },
    marks: [
      Plot.rect(
        shades.map(({ from, to }) => ({ from: xOf(from), to: xOf(to) })).filter(({ from, to }) => from < to),
        { x1: 'from', x2: 'to', fill: 'var(--fault)', fillOpacity: 0.09 },
      ),
      Plot.ruleY(
        lanes.slice(1).map((_, lane) => lane + 0.5),
        { stroke: 'var(--grid)' },
      ),
      Plot.rect(bars, {
        ...box,
        fill: colour,
        fillOpacity: ({ role }: Bar) => (role === 'culprit' ? 0.32 : 0.2),
        stroke: colour,
        strokeWidth: ({ role }: Bar) => (role === 'culprit' ? 2 : 1),
        href: ({ position }: Bar) => `#${anchor}-${position}`,
      }),
      Plot.line(points, { x: 'x', y: below(10), stroke: 'var(--muted)', strokeOpacity: 0.6 }),
      Plot.text(labels, {
        x: ({ from }) => from + 4,
        y: above(6),
        text: 'text',
        textAnchor: 'start',
        fill: 'var(--ink)',
        fontSize: 11,
      }),
      Plot.dot(points, { x: 'x', y: below(10), r: 7.5, fill: 'var(--ink)' }),
      Plot.text(points, {
        x: 'x',
        y: below(10),
        text: ({ number }) => String(number),
        fill: 'var(--card)',
        fontSize: ({ number }) => (number > 99 ? 7 : 9),
      }),
      Plot.dot(culprits, { x: 'x', y: below(10), r: 7.5, fill: colour }),
      Plot.text(culprits, { x: 'x', y: below(10), text: () => (doubt ? '?' : '×'), fill: 'var(--card)', fontSize: 12 }),
    ],
  });
}

function above(pixels: number): (mark: { readonly lane: number }) => number {
  return ({ lane }) => lane - pixels / laneHeight;
}

function below(pixels: number): (mark: { readonly lane: number }) => number {
  return above(-pixels);
}

/** As much of a label as its bar has room for; nothing where that says nothing. */
function fitting(text: string, room: number): string {
  const letters = Math.floor((room - 6) / letter);
  return letters >= Math.min(3, text.length) ? shortened(text, letters) : '';
}
