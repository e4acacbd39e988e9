import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { recordTarget } from '../target.ts';

const parameters = z.strictObject({
  holdSeconds: z
    .number()
    .int()
    .min(0)
    .max(43_200)
    .default(1)
    .describe('How long a message is held back that has nothing behind it in its batch.'),
});

export interface ReorderEffect {
  readonly holdSeconds: number;
}

/** Messages that are overtaken by what was sent after them, as a standard queue allows. */
export const reorder: Fault<'reorder', typeof recordTarget, typeof parameters, ReorderEffect> = {
  name: 'reorder',
  place: 'record',
  summary: 'An SQS message comes after others that were sent later.',
  description: `The message is put behind the rest of its batch; if nothing is behind it there, it goes back to its queue for a moment, so
that the messages of the next batches overtake it (that costs it a delivery). Standard queues promise no order: a compensation may
come before what it compensates, and a sound consumer bears that.`,
  example: { target: { function: 'shop-payments' }, percentage: 25 },
  target: recordTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
