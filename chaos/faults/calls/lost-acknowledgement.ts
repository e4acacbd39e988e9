import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { callTarget } from '../target.ts';

const parameters = z.strictObject({
  instead: z
    .enum(['connection-reset', 'server-error'])
    .default('connection-reset')
    .describe('What comes instead of the answer: a broken connection, or an HTTP status 500.'),
});

export interface LostAcknowledgementEffect {
  readonly instead: 'connection-reset' | 'server-error';
}

/** A call that AWS carries out and whose answer is lost on the way back: the SDK tries again what is already done. */
export const lostAcknowledgement: Fault<
  'lost-acknowledgement',
  typeof callTarget,
  typeof parameters,
  LostAcknowledgementEffect
> = {
  name: 'lost-acknowledgement',
  place: 'call',
  summary: "The AWS call is carried out, then its answer is lost, inside the SDK's retry loop.",
  description: `The service does what it was asked and the caller never hears of it. The SDK repeats the call, so the service sees it twice:
a conditional write that succeeded the first time fails the second time, and what is not idempotent happens twice.`,
  example: {
    target: { function: 'shop-payments', table: 'shop-provider-ledger', operations: ['PutItem'] },
    percentage: 20,
  },
  target: callTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
