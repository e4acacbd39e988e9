import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { lengthMs } from '../length.ts';
import { recordTarget } from '../target.ts';

const parameters = z.strictObject({
  overrunMs: lengthMs
    .default(1_000)
    .describe('How long the handler is late: time for another environment to handle the message first.'),
});

export interface VisibilityTimeoutEffect {
  readonly overrunMs: number;
}

/** A consumer that is slower than its queue expects, and works on a message that somebody else has by now. */
export const visibilityTimeout: Fault<
  'visibility-timeout',
  typeof recordTarget,
  typeof parameters,
  VisibilityTimeoutEffect
> = {
  name: 'visibility-timeout',
  place: 'record',
  summary:
    "The visibility timeout of an SQS message runs out before its handler begins, which then works on somebody else's message.",
  description: `The message becomes visible at once, and its handler is held up for overrunMs, while SQS gives the message to another
environment. Then the late one runs too: a zombie that writes what is already written and acknowledges with a receipt handle that is
out of date. A sound consumer checks what it finds before it writes, in one conditional write.`,
  example: { target: { function: 'shop-payments' }, parameters: { overrunMs: 1_500 }, percentage: 15 },
  target: recordTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
