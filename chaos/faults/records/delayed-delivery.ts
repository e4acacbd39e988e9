import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { recordTarget } from '../target.ts';

const parameters = z.strictObject({
  delaySeconds: z
    .number()
    .int()
    .min(0)
    .max(43_200)
    .default(5)
    .describe('How long the message stays invisible. SQS knows whole seconds, and no more than twelve hours.'),
});

export interface DelayedDeliveryEffect {
  readonly delaySeconds: number;
}

/** A message that arrives later than it could. */
export const delayedDelivery: Fault<'delayed-delivery', typeof recordTarget, typeof parameters, DelayedDeliveryEffect> =
  {
    name: 'delayed-delivery',
    place: 'record',
    summary: 'An SQS message is kept from the handler and comes again after delaySeconds.',
    description: `The handler does not see the message: it goes back to its queue, invisible for so long, and what was sent after it overtakes
it. The delivery counts for the queue's \`maxReceiveCount\`. Queues promise no time, so a sound saga waits, resends or compensates, and
knows a late message when it comes.`,
    example: { target: { function: 'shop-inventory' }, parameters: { delaySeconds: 10 }, percentage: 20 },
    target: recordTarget,
    parameters,
    first: 1,
    decide: ({ parameters }) => parameters,
  };
