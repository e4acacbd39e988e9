import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { recordTarget } from '../target.ts';

const parameters = z.strictObject({});

/** A message that is deleted and was never handled. */
export const drop: Fault<'drop', typeof recordTarget, typeof parameters, object> = {
  name: 'drop',
  place: 'record',
  summary: 'An SQS message is acknowledged, and the handler never sees it.',
  description: `The message is lost for good, as by a consumer that acknowledges before it works, or by a queue that was purged. SQS
itself loses none, so this asks what recovers when people or bugs do: a sweeper that resends, an audit that finds the gap.`,
  example: { target: { function: 'shop-shipping' }, percentage: 2 },
  loses: 'it is there to lose messages.',
  target: recordTarget,
  parameters,
  decide: () => ({}),
};
