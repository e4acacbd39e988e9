import * as Plot from '@observablehq/plot';
import { shortened } from '../markup/format.ts';
import type { Html } from '../markup/html.ts';
import type { Span } from '../model/span.ts';
import { drawBoth } from './canvas.ts';
import { secondsOf, timeAxis, timeScale } from './time-axis.ts';

/** One line of the overview: stretches of time, or moments, under a label. Times are epoch milliseconds. */
export interface Lane {
  readonly label: string;
  readonly colour: string;
  readonly stretches: readonly { readonly from: number; readonly to: number }[];
  readonly moments: readonly number[];
}

const laneHeight = 30;

/** What happened when, in one look: a lane each for the load, the faults and the broken promises. */
export function overview(span: Span, lanes: readonly Lane[], title: string): Html {
  const bars = lanes.flatMap(({ stretches, colour }, lane) =>
    stretches.map(({ from, to }) => ({
      colour,
      lane,
      from: secondsOf(span, from),
      to: Math.max(secondsOf(span, to), secondsOf(span, from) + 0.05),
    })),
  );
  const ticks = lanes.flatMap(({ moments, colour }, lane) =>
    moments.map((at) => ({ colour, lane, at: secondsOf(span, at) })),
  );
  const texts = lanes.map(({ label }, lane) => {
    const starts = [...bars, ...ticks]
      .filter((mark) => mark.lane === lane)
      .map((mark) => ('at' in mark ? mark.at : mark.from));
    return { lane, label, at: Math.min(...starts, (span.to - span.from) / 1000) };
  });
  return drawBoth(title, (width) => {
    const right = (at: number) => at > ((span.to - span.from) / 1000) * (width === 'wide' ? 0.75 : 0.45);
    const label = (anchor: 'start' | 'end') =>
      Plot.text(
        texts.filter(({ at }) => right(at) === (anchor === 'end')),
        {
          x: 'at',
          y: 'lane',
          text: ({ label: text }) => shortened(text, width === 'wide' ? 70 : 42),
          textAnchor: anchor,
          dy: -9,
          fill: 'var(--ink)',
          fontSize: 11,
        },
      );
    return {
      height: lanes.length * laneHeight + 26,
      marginLeft: 16,
      marginTop: 4,
      marginBottom: 20,
      x: timeScale(span),
      y: { type: 'linear', domain: [-0.6, lanes.length - 0.5], axis: null, reverse: true },
      marks: [
        ...timeAxis(span, width),
        Plot.rect(bars, {
          x1: 'from',
          x2: 'to',
          y1: (d) => d.lane - 0.07,
          y2: (d) => d.lane + 0.22,
          fill: (d) => `var(${d.colour})`,
          rx: 2,
        }),
        Plot.ruleX(ticks, {
          x: 'at',
          y1: (d) => d.lane - 0.12,
          y2: (d) => d.lane + 0.27,
          stroke: (d) => `var(${d.colour})`,
          strokeWidth: 2,
        }),
        label('start'),
        label('end'),
      ],
    };
  });
}
