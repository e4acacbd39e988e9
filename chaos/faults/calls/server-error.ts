import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { callTarget } from '../target.ts';

const parameters = z.strictObject({
  status: z
    .union([z.literal(500), z.literal(503)])
    .default(500)
    .describe('HTTP status of the answer: a fault inside the service, or a service that is overloaded or away.'),
});

export interface ServerErrorEffect {
  readonly status: 500 | 503;
}

/**
 * An AWS service that breaks before the call takes effect
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html).
 */
export const serverError: Fault<'server-error', typeof callTarget, typeof parameters, ServerErrorEffect> = {
  name: 'server-error',
  place: 'call',
  summary: "The AWS call is answered 500 or 503 with the service's own error, and is not carried out.",
  description: `The service answers InternalServerError (DynamoDB), InternalFailure (SQS), ServiceException (Lambda) with 500, or
ServiceUnavailable with 503. The SDK tries again. Nothing was done here, but the caller cannot know: for a call that did take effect
before its 500, see lost-acknowledgement.`,
  example: {
    target: { function: 'shop-inventory', service: 'dynamodb' },
    parameters: { status: 503 },
    percentage: 10,
  },
  target: callTarget,
  parameters,
  decide: ({ parameters }) => parameters,
};
