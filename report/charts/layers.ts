import * as Plot from '@observablehq/plot';
import type { Html } from '../markup/html.ts';
import type { Series } from '../model/series/series.ts';
import type { Span } from '../model/span.ts';
import type { Stretch } from '../model/windows.ts';
import { drawBoth } from './canvas.ts';
import { axisNumber, faultShade, timeAxis, timeScale, valueAxis } from './time-axis.ts';

/** Bars over time, one layer a series, stacked in the order given, with the fault windows shaded. */
export function layers(
  span: Span,
  windows: readonly Stretch[],
  series: readonly Series[],
  title: string,
  height: number,
): Html {
  const parts = Array.from({ length: span.buckets }, (_, index) => partsOf(span, series, index)).flat();
  const top = parts.reduce((most, { to }) => Math.max(most, to), 1);
  return drawBoth(title, (width) => ({
    height,
    marginTop: 8,
    marginBottom: 20,
    x: timeScale(span),
    y: { domain: [0, top * 1.06], axis: null },
    marks: [
      ...faultShade(span, windows),
      ...timeAxis(span, width),
      ...valueAxis(3, axisNumber),
      ...series.map(({ colour }) =>
        Plot.rect(
          parts.filter((part) => part.colour === colour),
          { x1: 'start', x2: 'end', y1: 'from', y2: 'to', fill: `var(${colour})`, insetLeft: 0.5, insetRight: 0.5 },
        ),
      ),
    ],
  }));
}

function partsOf(span: Span, series: readonly Series[], index: number) {
  const start = (index * span.bucketMs) / 1000;
  let height = 0;
  return series.flatMap(({ colour, values }) => {
    const from = height;
    height += values[index] ?? 0;
    return height === from ? [] : [{ start, end: start + span.bucketMs / 1000, from, to: height, colour }];
  });
}
