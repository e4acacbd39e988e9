import * as Plot from '@observablehq/plot';
import { clock } from '../markup/format.ts';
import type { Span } from '../model/span.ts';
import type { Stretch } from '../model/windows.ts';
import type { Width } from './canvas.ts';

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/** Seconds from the start of the span: the unit of every time axis. */
export function secondsOf(span: Span, at: number): number {
  return (at - span.from) / 1000;
}

/** Round moments, as many as fit. */
function ticksOf(seconds: number, width: Width): readonly number[] {
  const most = width === 'wide' ? 12 : 6;
  const step = steps.find((candidate) => seconds / candidate <= most) ?? Math.ceil(seconds / most);
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}

/** The time axis that all charts of a span share. */
export function timeScale(span: Span): Plot.ScaleOptions {
  return { type: 'linear', domain: [0, (span.to - span.from) / 1000], label: null, axis: null };
}

/** Ticks as `m:ss` and hair lines at them. */
export function timeAxis(span: Span, width: Width): Plot.Markish[] {
  const ticks = ticksOf((span.to - span.from) / 1000, width);
  return [
    Plot.axisX(ticks, {
      tickFormat: (seconds: number) => clock(seconds * 1000),
      tickSize: 0,
      label: null,
      fill: 'var(--muted)',
    }),
    Plot.gridX(ticks, { stroke: 'var(--grid)', strokeOpacity: 1 }),
  ];
}

/** The value axis: few ticks, a grid, no line of its own. */
export function valueAxis(ticks: number, format: (value: number) => string): Plot.Markish[] {
  return [
    Plot.gridY({ ticks, stroke: 'var(--grid)', strokeOpacity: 1 }),
    Plot.axisY({ ticks, tickFormat: format, tickSize: 0, label: null, fill: 'var(--muted)' }),
  ];
}

/** Shades the stretches in which faults were active, and marks their edges. */
export function faultShade(span: Span, windows: readonly Stretch[]): Plot.Markish[] {
  const shades = windows.map(({ startedAt, endedAt }) => ({
    from: secondsOf(span, startedAt),
    to: secondsOf(span, Math.min(endedAt ?? span.to, span.to)),
  }));
  return [
    Plot.rect(shades, { x1: 'from', x2: 'to', fill: 'var(--fault)', fillOpacity: 0.09 }),
    Plot.ruleX(
      shades.flatMap(({ from, to }) => [from, to]),
      { stroke: 'var(--fault)', strokeOpacity: 0.55, strokeDasharray: '2,3' },
    ),
  ];
}

/** Numbers for an axis: `1.5k` from a thousand on. */
export function axisNumber(value: number): string {
  if (Math.abs(value) >= 1000) return `${Number((value / 1000).toFixed(1))}k`;
  return String(Number(value.toFixed(2)));
}
