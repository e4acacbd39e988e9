import type { MetricsSample } from '../../../run/run-files.ts';
import { bucketOf, type Span } from '../span.ts';
import type { Series } from './series.ts';

/** The lab's own functions: they are not what is tested, and one environment each says nothing. */
const ofTheLab = /-chaos-/;
const colours = ['--line-1', '--line-2', '--line-3', '--line-4', '--line-5', '--line-6'];

/**
 * The most execution environments of each function under test that were alive in each bucket. A bucket without a sample takes the
 * count of the one before it. An engine that cannot list environments leaves them out of its samples: then there is no series.
 * @param short shortens physical names
 */
export function environmentSeries(
  span: Span,
  metrics: readonly MetricsSample[],
  short: (name: string) => string,
): readonly Series[] {
  const names = new Set(metrics.flatMap(({ environments = {} }) => Object.keys(environments)));
  return [...names]
    .filter((name) => !ofTheLab.test(name))
    .sort()
    .map((name, index) => ({
      label: short(name),
      colour: colours[index % colours.length] as string,
      values: countsOf(span, metrics, name),
    }));
}

function countsOf(span: Span, metrics: readonly MetricsSample[], name: string): readonly (number | undefined)[] {
  const values = new Array<number | undefined>(span.buckets).fill(undefined);
  let last = -1;
  for (const { at, environments } of metrics) {
    const index = bucketOf(span, at);
    if (index === undefined || environments === undefined) continue;
    values[index] = Math.max(values[index] ?? 0, environments[name] ?? 0);
    last = Math.max(last, index);
  }
  for (let index = 1; index < last; index += 1) values[index] ??= values[index - 1];
  return values;
}
