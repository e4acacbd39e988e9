import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { cloudTarget } from '../target.ts';

const parameters = z.strictObject({
  statusCode: z
    .number()
    .int()
    .min(400)
    .max(599)
    .default(500)
    .describe('HTTP status of the answer that the caller gets instead.'),
  code: z.string().min(1).default('InternalFailure'),
});

export type ApiLostAcknowledgementEffect = z.output<typeof parameters>;

/** A call that is carried out while its caller is told that it failed. */
export const apiLostAcknowledgement: Fault<
  'api-lost-acknowledgement',
  typeof cloudTarget,
  typeof parameters,
  ApiLostAcknowledgementEffect
> = {
  name: 'api-lost-acknowledgement',
  place: 'cloud',
  summary: 'LocalStack carries the AWS call out and then answers with an error.',
  description: `The service has done what it was asked and says that it failed. The SDK repeats the call, and LocalStack sees it twice. What
the caller repeats must be idempotent, and a conditional write that fails the second time may have succeeded the first time.`,
  example: {
    target: { function: 'shop-payments', table: 'shop-provider-ledger', operations: ['PutItem'] },
    percentage: 20,
  },
  target: cloudTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
