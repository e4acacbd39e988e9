import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { serviceOf } from '../misfit.ts';
import { callTarget } from '../target.ts';
import { throttlingCodes, throttlingCodesOf } from './throttling-errors.ts';

const parameters = z.strictObject({
  error: z
    .enum(throttlingCodes)
    .optional()
    .describe(
      "The exception that the service answers with; services that do not have it are spared. Default: the service's usual one.",
    ),
});

export interface ThrottleEffect {
  readonly error?: string | undefined;
}

/** A throttled AWS service: the call is refused before it takes effect, and the SDK may retry it. */
export const throttle: Fault<'throttle', typeof callTarget, typeof parameters, ThrottleEffect> = {
  name: 'throttle',
  place: 'call',
  summary: "The AWS call is refused with the service's throttling exception, inside the SDK's retry loop.",
  description: `The service refuses the call before it takes effect, as it does above its limits. The SDK retries with back-off; each of
its tries draws anew. What still fails reaches the handler as the service's own exception. \`error\` chooses among those that services
really use: ${throttlingCodes.join(', ')}. SQS's OverLimit is one that the SDK does not retry.`,
  example: {
    target: { function: 'shop-inventory', service: 'dynamodb', operations: ['UpdateItem', 'TransactWriteItems'] },
    percentage: 20,
  },
  target: callTarget,
  parameters,
  misfit(target, { error }) {
    const service = serviceOf(target);
    const choices = service === undefined ? throttlingCodes : throttlingCodesOf(service);
    return error === undefined || choices.includes(error) ? undefined : { at: ['parameters', 'error'], choices };
  },
  decide: ({ parameters }) => parameters,
};
