import * as z from 'zod';
import { draw } from './draw.ts';
import type { Fault } from './fault.ts';

const parameters = z.strictObject({
  /** How often the message comes again. Each costs it one of the queue's `maxReceiveCount` deliveries. */
  copies: z.number().int().min(1).max(1_000).default(1),
});

/**
 * A message that SQS delivers more than once although its handler succeeded, as a standard queue may
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html).
 */
export const duplicate: Fault<'duplicate', typeof parameters, object> = {
  name: 'duplicate',
  place: 'record',
  summary: 'An SQS message is delivered again, while its handler runs or right after it, though the handler succeeds.',
  parameters,
  decide({ id, seed, percentage, parameters: { copies } }, { key, attempt }) {
    if (attempt > copies || draw({ seed, rule: id, key, attempt }) * 100 >= percentage) return undefined;
    return {};
  },
};
