import * as z from 'zod';
import { draw } from '../draw.ts';
import type { Fault, Occasion } from '../fault.ts';
import { lengthMs, MAX_MS } from '../length.ts';
import { type When, when } from '../moment.ts';
import { functionTarget } from '../target.ts';

const parameters = z
  .strictObject({
    distribution: z
      .enum(['fixed', 'uniform', 'normal', 'percentiles'])
      .default('uniform')
      .describe('How lengths are spread: around `delayMs` by `jitterMs`, or as in the table `percentiles`.'),
    delayMs: lengthMs
      .optional()
      .describe('The length; of `uniform` and `normal` the middle. Required but for `percentiles`.'),
    jitterMs: lengthMs.default(0).describe('Of `uniform` the most on either side, of `normal` the standard deviation.'),
    percentiles: z
      .record(z.string().regex(/^p(100|\d{1,2}(\.\d+)?)$/, 'expected a percentile such as p50 or p99.9'), lengthMs)
      .optional()
      .describe('Lengths in milliseconds by percentile, `{ p50: 40, p99: 2000 }`; straight lines lie between them.'),
    when: when.default('before'),
  })
  .superRefine(({ distribution, delayMs, jitterMs, percentiles }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (distribution !== 'percentiles') {
      if (delayMs === undefined) refuse('delayMs', `expected a number of milliseconds for a ${distribution} delay`);
      if (percentiles !== undefined) refuse('percentiles', 'expected none without distribution: percentiles');
      if (distribution === 'fixed' && jitterMs > 0) refuse('jitterMs', 'expected none for a fixed delay');
      return;
    }
    if (delayMs !== undefined || jitterMs > 0) refuse('delayMs', 'expected no delayMs or jitterMs beside percentiles');
    const lengths = tableOf(percentiles).map(([, length]) => length);
    if (lengths.length === 0) refuse('percentiles', 'expected at least one percentile');
    if (lengths.some((length, n) => length < (lengths[n - 1] ?? 0))) {
      refuse('percentiles', 'expected lengths that do not fall as their percentiles rise');
    }
  });

export interface DelayEffect {
  readonly delayMs: number;
  readonly when: When;
}

/** A slow function: the invocation waits before its handler runs, or before its answer leaves. */
export const delay: Fault<'delay', typeof functionTarget, typeof parameters, DelayEffect> = {
  name: 'delay',
  place: 'function',
  summary: 'The invocation waits, before its handler runs or after it.',
  description: `The invocation is slow, as after a cold start or behind a busy neighbour. A batch waits once, for the longest delay
that any of its records draws. \`after\` the handler its effects are there long before anybody hears of them. Callers should have
time-outs, and queues visibility timeouts, that allow for it; a wait past the function's own deadline is a \`timeout\`.`,
  example: {
    target: { function: 'shop-payments' },
    parameters: { distribution: 'percentiles', percentiles: { p50: 40, p90: 300, p99: 2_000 } },
    percentage: 30,
  },
  fis: {
    action: 'aws:lambda:invocation-add-delay',
    parameters: { delayMs: 'startupDelayMilliseconds', percentage: 'invocationPercentage' },
  },
  target: functionTarget,
  parameters,
  decide: ({ id, seed, parameters }, occasion) => ({
    delayMs: Math.min(MAX_MS, Math.max(0, Math.round(lengthOf(parameters, sampler(id, seed, occasion))))),
    when: parameters.when,
  }),
};

type Sampler = (name: string) => number;

/** Independent draws in [0, 1), by name. */
function sampler(id: string, seed: number, { key, attempt }: Occasion): Sampler {
  return (name) => draw({ seed, rule: `${id}/${name}`, key, attempt });
}

function lengthOf({ distribution, delayMs = 0, jitterMs, percentiles }: z.output<typeof parameters>, sample: Sampler) {
  switch (distribution) {
    case 'fixed':
      return delayMs;
    case 'uniform':
      return delayMs + (2 * sample('jitter') - 1) * jitterMs;
    case 'normal':
      // Box and Muller; 1 - u is never 0, so that its logarithm exists.
      return (
        delayMs + jitterMs * Math.sqrt(-2 * Math.log(1 - sample('jitter'))) * Math.cos(2 * Math.PI * sample('angle'))
      );
    case 'percentiles':
      return quantile(tableOf(percentiles), 100 * sample('jitter'));
  }
}

function tableOf(percentiles: Readonly<Record<string, number>> = {}): (readonly [percentile: number, ms: number])[] {
  return Object.entries(percentiles)
    .map(([name, length]) => [Number(name.slice(1)), length] as const)
    .sort(([a], [b]) => a - b);
}

/** The length at a percentile: on the line between its neighbours, and beyond the ends of the table what the end says. */
function quantile(table: ReturnType<typeof tableOf>, percentile: number): number {
  const above = table.findIndex(([p]) => p >= percentile);
  const [p1, high] = table.at(above) ?? [100, 0];
  const [p0, low] = table[above - 1] ?? [p1, high];
  return above <= 0 || p1 === p0 ? high : low + ((high - low) * (percentile - p0)) / (p1 - p0);
}
