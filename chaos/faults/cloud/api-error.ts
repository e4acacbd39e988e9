import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { cloudTarget } from '../target.ts';

const parameters = z.strictObject({
  statusCode: z.number().int().min(400).max(599).default(503).describe('HTTP status of the answer.'),
  code: z
    .string()
    .min(1)
    .default('ServiceUnavailable')
    .describe('Error code, in the words of the service that is called.'),
  message: z.string().min(1).optional(),
});

export type ApiErrorEffect = z.output<typeof parameters>;

/** A service that answers with an error: with the defaults and a target of a whole service, an outage of it. */
export const apiError: Fault<'api-error', typeof cloudTarget, typeof parameters, ApiErrorEffect> = {
  name: 'api-error',
  place: 'cloud',
  summary: 'LocalStack refuses the AWS call with this status and error code, before it takes effect.',
  description: `The call reaches LocalStack, which answers with the error in the protocol of the service and does nothing else: the function
needs no chaos of its own, in whatever language it is written. SDKs try most errors of status 500 and above again. Aimed at a service
and nothing more, it is an outage of that service for the functions; with \`from: everyone\` for its other clients as well.`,
  example: {
    target: { service: 'dynamodb', table: 'shop-stock', operations: ['TransactWriteItems'] },
    parameters: { statusCode: 500, code: 'InternalServerError' },
    percentage: 20,
  },
  target: cloudTarget,
  parameters,
  decide: ({ parameters }) => parameters,
};
