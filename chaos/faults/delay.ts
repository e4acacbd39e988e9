import * as z from 'zod';
import { draw } from './draw.ts';
import type { Fault } from './fault.ts';
import { functionTarget } from './target.ts';

const parameters = z.strictObject({
  /** Milliseconds to wait before the handler runs. */
  delayMs: z.number().int().min(0).max(900_000),
  /** The delay is uniform within this many milliseconds on either side. */
  jitterMs: z.number().int().min(0).max(900_000).default(0),
});

export interface DelayEffect {
  readonly delayMs: number;
}

/** A slow function: the invocation waits before its handler runs. */
export const delay: Fault<'delay', typeof functionTarget, typeof parameters, DelayEffect> = {
  name: 'delay',
  place: 'function',
  summary: 'The invocation waits for delayMs ± jitterMs before its handler runs.',
  description: `The invocation is slow, as after a cold start or behind a busy neighbour. A batch waits once, for the longest delay
that any of its records draws. Callers should have time-outs, and queues visibility timeouts, that allow for it.`,
  example: {
    target: { function: 'faultline-payments' },
    parameters: { delayMs: 300, jitterMs: 100 },
    percentage: 30,
  },
  fis: {
    action: 'aws:lambda:invocation-add-delay',
    parameters: { delayMs: 'startupDelayMilliseconds', percentage: 'invocationPercentage' },
  },
  target: functionTarget,
  parameters,
  decide({ id, seed, parameters: { delayMs, jitterMs } }, { key, attempt }) {
    const spread = 2 * draw({ seed, rule: `${id}/jitter`, key, attempt }) - 1;
    return { delayMs: Math.max(0, Math.round(delayMs + spread * jitterMs)) };
  },
};
