import * as Plot from '@observablehq/plot';
import type { Html } from '../markup/html.ts';
import type { Series } from '../model/series/series.ts';
import type { Span } from '../model/span.ts';
import type { Stretch } from '../model/windows.ts';
import { drawBoth } from './canvas.ts';
import { axisNumber, faultShade, timeAxis, timeScale, valueAxis } from './time-axis.ts';

export interface LinesOptions {
  readonly title: string;
  readonly height: number;
  /** Depths hold until the next sample; rates and percentiles join their points. */
  readonly curve: 'linear' | 'step-after';
  /** The least top of the value axis, so that a quiet chart does not magnify nothing. */
  readonly atLeast: number;
}

/** Lines over time with the fault windows shaded. A gap means that nothing was measured. */
export function lines(span: Span, windows: readonly Stretch[], series: readonly Series[], options: LinesOptions): Html {
  const values = series.flatMap((one) => one.values.filter((value) => value !== undefined));
  const top = values.reduce((most, value) => Math.max(most, value), options.atLeast);
  return drawBoth(options.title, (width) => ({
    height: options.height,
    marginTop: 8,
    marginBottom: 20,
    x: timeScale(span),
    y: { domain: [0, top * 1.06], axis: null },
    marks: [
      ...faultShade(span, windows),
      ...timeAxis(span, width),
      ...valueAxis(3, axisNumber),
      ...series.toReversed().flatMap((one) => marksOf(span, one, options.curve)),
    ],
  }));
}

function marksOf(span: Span, { values, colour }: Series, curve: LinesOptions['curve']): Plot.Markish[] {
  const offset = curve === 'linear' ? 0.5 : 0;
  const points = values.map((y, index) => ({ x: ((index + offset) * span.bucketMs) / 1000, y: y ?? Number.NaN }));
  // A point without neighbours makes no line: it is drawn as a dot.
  const alone = points.filter(
    (_, index) => values[index] !== undefined && values[index - 1] === undefined && values[index + 1] === undefined,
  );
  return [
    Plot.lineY(points, { x: 'x', y: 'y', stroke: `var(${colour})`, strokeWidth: 1.6, curve }),
    Plot.dot(alone, { x: 'x', y: 'y', r: 1.8, fill: `var(${colour})` }),
  ];
}
