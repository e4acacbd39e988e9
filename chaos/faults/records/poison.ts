import * as z from 'zod';
import { type Corruption, corruption } from '../corruption.ts';
import type { Fault } from '../fault.ts';
import { recordTarget } from '../target.ts';

const parameters = z.strictObject({
  how: corruption.default('truncated'),
  body: z.string().optional().describe('The body that the handler gets, instead of a spoiled one.'),
});

export interface PoisonEffect {
  readonly how: Corruption;
  readonly body?: string | undefined;
}

/** A message whose body no consumer can read. */
export const poison: Fault<'poison', typeof recordTarget, typeof parameters, PoisonEffect> = {
  name: 'poison',
  place: 'record',
  summary: 'The body of an SQS message is spoiled, in each of its deliveries.',
  description: `The handler gets a body that it cannot read. A message that is hit is hit in each delivery, so it ends in the dead-letter queue
(there with its good body, which a redrive can bring back), unless its rule says \`first\`. A sound consumer reports that one message as
failed, neither deletes it nor lets it hold up the rest of its batch.`,
  example: { target: { function: 'shop-shipping' }, parameters: { body: 'not JSON' }, percentage: 3 },
  target: recordTarget,
  parameters,
  lasting: true,
  decide: ({ parameters }) => parameters,
};
