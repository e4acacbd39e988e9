import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { jittered, jitterMs, lengthMs } from '../length.ts';
import { cloudTarget } from '../target.ts';

const parameters = z.strictObject({
  latencyMs: lengthMs.describe('Milliseconds to wait before the call is carried out.'),
  jitterMs,
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
    target: { function: 'shop-payments', service: 'dynamodb' },
    parameters: { latencyMs: 250, jitterMs: 50 },
    percentage: 50,
  },
  target: cloudTarget,
  parameters,
  decide: (aim, occasion) => ({
    delayMs: jittered(aim.parameters.latencyMs, aim, occasion),
  }),
};
