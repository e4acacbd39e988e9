import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { queueSettingTarget } from '../target.ts';

// Ranges: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
const parameters = z
  .strictObject({
    delaySeconds: z
      .number()
      .int()
      .min(0)
      .max(900)
      .optional()
      .describe(
        'Seconds that every new message stays hidden. Messages that are already in a standard queue keep their delay.',
      ),
    visibilityTimeoutSeconds: z
      .number()
      .int()
      .min(0)
      .max(43_200)
      .optional()
      .describe('Seconds that a received message stays hidden; receives from now on.'),
    retentionSeconds: z
      .number()
      .int()
      .min(60)
      .max(1_209_600)
      .optional()
      .describe('Seconds that a message may wait before SQS deletes it.'),
  })
  .refine((given) => Object.keys(given).length > 0, {
    error: 'expected at least one of delaySeconds, visibilityTimeoutSeconds, retentionSeconds',
  });

/** Attributes to set, by their names in the API; SQS writes numbers as text. */
export type QueueAttributesEffect = Readonly<Record<string, string>>;

const attributes = {
  delaySeconds: 'DelaySeconds',
  visibilityTimeoutSeconds: 'VisibilityTimeout',
  retentionSeconds: 'MessageRetentionPeriod',
} as const;

/** A queue that delays, redelivers too soon, or forgets. */
export const queueAttributes: Fault<
  'queue-attributes',
  typeof queueSettingTarget,
  typeof parameters,
  QueueAttributesEffect
> = {
  name: 'queue-attributes',
  place: 'setting',
  summary: 'The queue gets another delay, visibility timeout or retention.',
  description: `Attributes of the queue are changed, as by a wrong value in a deployment: a delay makes every message late; a visibility
timeout shorter than the handler's time makes SQS deliver messages that are still being handled, so that two handlers work on one
message; a short retention deletes what waits. AWS takes up to 60 seconds to
spread a change, 15 minutes for the retention: the fault begins and ends as late as that.`,
  example: { target: { queue: 'shop-payments' }, parameters: { visibilityTimeoutSeconds: 1 } },
  target: queueSettingTarget,
  parameters,
  loses: 'SQS deletes what has waited for longer than a retention that is shorter than before.',
  losesWith: 'retentionSeconds',
  decide({ parameters }) {
    const set = Object.entries(parameters).filter(([, value]) => value !== undefined);
    return Object.fromEntries(set.map(([name, value]) => [attributes[name as keyof typeof attributes], String(value)]));
  },
};
