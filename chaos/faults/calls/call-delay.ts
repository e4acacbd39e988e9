import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { jittered, jitterMs, lengthMs } from '../length.ts';
import { type When, when } from '../moment.ts';
import { callTarget } from '../target.ts';

const parameters = z.strictObject({
  delayMs: lengthMs.describe('Milliseconds that the call takes longer.'),
  jitterMs,
  when: when
    .default('before')
    .describe(
      '`before`: the request is late, the service has done nothing yet. `after`: the answer is late, the service has done it.',
    ),
});

export interface CallDelayEffect {
  readonly delayMs: number;
  readonly when: When;
}

/**
 * A slow AWS service. The `requestTimeout` of the client's request handler counts: a longer delay ends the try as the handler
 * would (https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/http/httpHandlerInitialization.ts).
 */
export const callDelay: Fault<'call-delay', typeof callTarget, typeof parameters, CallDelayEffect> = {
  name: 'call-delay',
  place: 'call',
  summary: 'The AWS call takes delayMs ± jitterMs longer: its request is late, or its answer.',
  description: `The network or the service is slow. \`before\`: the request waits and the service has done nothing yet; \`after\`: the service
has done it and the answer waits. Where the client has a request time-out that is shorter, the SDK gives the try up at that time and tries
again; \`after\` has then done the work once already. Without one the SDK waits for ever, and the function's own time-out is what is tested.`,
  example: {
    target: { function: 'shop-payments', service: 'dynamodb' },
    parameters: { delayMs: 250, jitterMs: 100 },
    percentage: 30,
  },
  target: callTarget,
  parameters,
  decide(aim, { key, point, attempt }) {
    const { delayMs, when } = aim.parameters;
    return { delayMs: jittered(delayMs, aim, { key: `${key} ${point}`, attempt }), when };
  },
};
