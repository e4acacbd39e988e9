import { deadLetterQueuesIn } from '../dead-letter-queue.ts';
import type { Run } from '../run.ts';
import { bucketOf, type Span } from '../span.ts';
import type { Series } from './series.ts';

const colours = ['--line-1', '--line-2', '--line-3', '--line-4', '--line-5', '--line-6'];

/**
 * The greatest depth of each queue in each bucket: visible, in flight and delayed together. A bucket without a sample
 * takes the depth of the one before it, as depths are sampled less often than buckets may be wide.
 * @param short shortens physical names
 */
export function depthSeries(
  span: Span,
  run: Pick<Run, 'metrics' | 'queues'>,
  { deadLetters, short }: { readonly deadLetters: boolean; readonly short: (name: string) => string },
): readonly Series[] {
  const dead = deadLetterQueuesIn(run);
  const names = new Set(run.metrics.flatMap(({ queues }) => Object.keys(queues)));
  return [...names]
    .filter((name) => dead.has(name) === deadLetters)
    .sort()
    .map((name, index) => ({
      label: short(name),
      colour: colours[index % colours.length] as string,
      values: depthsOf(span, run.metrics, name),
    }));
}

function depthsOf(span: Span, metrics: Run['metrics'], name: string): readonly (number | undefined)[] {
  const values = new Array<number | undefined>(span.buckets).fill(undefined);
  let last = -1;
  for (const { at, queues } of metrics) {
    const index = bucketOf(span, at);
    const depth = queues[name];
    if (index === undefined || depth === undefined) continue;
    const total = depth.visible + depth.inFlight + depth.delayed;
    values[index] = Math.max(values[index] ?? 0, total);
    last = Math.max(last, index);
  }
  for (let index = 1; index < last; index += 1) values[index] ??= values[index - 1];
  return values;
}
