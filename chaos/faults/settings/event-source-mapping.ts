import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { functionName } from '../target.ts';

const parameters = z.strictObject({});
const target = z.strictObject({
  function: functionName.describe('Name of the Lambda function that consumes.'),
  queue: z.string().min(1).optional().describe('Name of the queue; only needed for a function that consumes several.'),
});

export interface EventSourceMappingEffect {
  readonly enabled: boolean;
}

/** A queue whose consumer no longer gets anything. */
export const eventSourceMapping: Fault<
  'event-source-mapping',
  typeof target,
  typeof parameters,
  EventSourceMappingEffect
> = {
  name: 'event-source-mapping',
  place: 'setting',
  summary: 'The mapping that feeds the function from its queue is disabled: messages pile up.',
  description: `The event source mapping between a queue and a function is disabled, as by a deployment that went wrong or an operator
who forgot to switch it on again. Nothing is lost while the queue's retention lasts; the backlog arrives at once when the mapping
is enabled again. Batches that were received before are still handled. AWS takes up to a minute for either change.`,
  example: { target: { function: 'shop-payments' } },
  target,
  parameters,
  decide: () => ({ enabled: false }),
};
