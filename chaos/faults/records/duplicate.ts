import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { recordTarget } from '../target.ts';

const parameters = z.strictObject({});

/**
 * A message that SQS delivers more than once although its handler succeeded, as a standard queue may
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html).
 */
export const duplicate: Fault<'duplicate', typeof recordTarget, typeof parameters, object> = {
  name: 'duplicate',
  place: 'record',
  summary: 'An SQS message is delivered again, while its handler runs or right after it, though the handler succeeds.',
  description: `The message becomes visible while its handler still has it, and is not acknowledged afterwards, so SQS itself delivers
it again, often at the same time to another environment. \`first: 3\` lets it come four times; each delivery counts for the queue's
\`maxReceiveCount\`. Standard queues promise delivery at least once, so a sound consumer takes effect once.`,
  example: { target: { function: 'shop-payments' }, percentage: 15, first: 2 },
  target: recordTarget,
  parameters,
  first: 1,
  decide: () => ({}),
};
