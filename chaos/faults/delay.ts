import * as z from 'zod';
import { draw } from './draw.ts';
import type { Fault } from './fault.ts';

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
export const delay: Fault<'delay', typeof parameters, DelayEffect> = {
  name: 'delay',
  place: 'function',
  summary: 'The invocation waits for delayMs ± jitterMs before its handler runs.',
  fis: {
    action: 'aws:lambda:invocation-add-delay',
    parameters: { delayMs: 'startupDelayMilliseconds', percentage: 'invocationPercentage' },
  },
  parameters,
  decide({ id, seed, percentage, parameters: { delayMs, jitterMs } }, { key, attempt }) {
    if (draw({ seed, rule: id, key, attempt }) * 100 >= percentage) return undefined;
    const spread = 2 * draw({ seed, rule: `${id}/jitter`, key, attempt }) - 1;
    return { delayMs: Math.max(0, Math.round(delayMs + spread * jitterMs)) };
  },
};
