import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { type When, when } from '../moment.ts';
import { functionTarget } from '../target.ts';

const parameters = z.strictObject({ when: when.default('after') });

export interface TimeoutEffect {
  readonly when: When;
}

/** A function that is still busy at its deadline, so that Lambda kills the execution environment. */
export const timeout: Fault<'timeout', typeof functionTarget, typeof parameters, TimeoutEffect> = {
  name: 'timeout',
  place: 'function',
  summary: 'The invocation sleeps past its deadline, before its handler or after it, and Lambda kills the environment.',
  description: `The invocation hangs until Lambda ends it at the function's timeout. \`after\` the handler all effects are there and the
answer is lost, as with a crash, but the caller learns it late: an SQS message is locked all the while.`,
  example: { target: { function: 'shop-shipping' }, parameters: { when: 'before' }, percentage: 5 },
  target: functionTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
