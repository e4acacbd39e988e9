import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { recordTarget } from '../target.ts';

const parameters = z.strictObject({});

/** A message that is reported as failed though its handler did the work. */
export const batchItemFailures: Fault<'batch-item-failures', typeof recordTarget, typeof parameters, object> = {
  name: 'batch-item-failures',
  place: 'record',
  summary: 'An SQS message that was handled is reported as failed, and comes again after its visibility timeout.',
  description: `The handler's partial batch response names some messages more. Their effects are there, yet SQS delivers them again, alone or
in another batch, when their visibility timeout is over. It acts where the handler answers with \`batchItemFailures\` only; see
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html.`,
  example: { target: { function: 'shop-payments' }, percentage: 20 },
  target: recordTarget,
  parameters,
  first: 1,
  decide: () => ({}),
};
