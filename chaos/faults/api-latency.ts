import * as z from 'zod';
import { draw } from './draw.ts';
import type { Fault } from './fault.ts';
import { cloudTarget } from './target.ts';

const parameters = z.strictObject({
  latencyMs: z.number().int().min(0).max(900_000).describe('Milliseconds to wait before the call is carried out.'),
  jitterMs: z
    .number()
    .int()
    .min(0)
    .max(900_000)
    .default(0)
    .describe('The latency is uniform within this many milliseconds on either side.'),
});

export interface ApiLatencyEffect {
  readonly delayMs: number;
}

/** A slow service: its answer comes late. */
export const apiLatency: Fault<'api-latency', typeof cloudTarget, typeof parameters, ApiLatencyEffect> = {
  name: 'api-latency',
  place: 'cloud',
  summary: 'LocalStack holds the AWS call for latencyMs ± jitterMs before it carries it out.',
  description: `The service, or the way to it, is slow. The call is carried out late, and also when its caller has given up meanwhile: then
the caller's next try finds it done. A sound caller has a time-out for its calls that is shorter than its own.`,
  example: {
    target: { function: 'faultline-payments', service: 'dynamodb' },
    parameters: { latencyMs: 250, jitterMs: 50 },
    percentage: 50,
  },
  target: cloudTarget,
  parameters,
  decide({ id, seed, parameters: { latencyMs, jitterMs } }, { key, attempt }) {
    const spread = 2 * draw({ seed, rule: `${id}/jitter`, key, attempt }) - 1;
    return { delayMs: Math.max(0, Math.round(latencyMs + spread * jitterMs)) };
  },
};
