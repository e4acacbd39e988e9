import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { type When, when } from '../moment.ts';
import { functionTarget } from '../target.ts';

const parameters = z.strictObject({
  when: when.default('before'),
  type: z.string().min(1).default('InjectedError').describe('Name of the error that is thrown.'),
  message: z.string().default('Thrown by a Faultline rule.'),
});

export interface ErrorEffect {
  readonly when: When;
  readonly type: string;
  readonly message: string;
}

/**
 * A function that throws, before its handler or after it: then the effect is done and the answer lost. Safe for SQS sources:
 * for Lambda a throw means that the whole batch failed, with partial batch responses too, and all of it is delivered again.
 */
export const error: Fault<'error', typeof functionTarget, typeof parameters, ErrorEffect> = {
  name: 'error',
  place: 'function',
  summary: 'The invocation ends with an error of this type and message, before its handler or after it.',
  description: `The invocation fails and its environment lives on. \`before\` the handler nothing has happened; \`after\` it the effect is
done and the answer lost. An SQS batch that fails is delivered again as a whole; an HTTP caller gets a 502 and may repeat the request.`,
  example: {
    target: { function: 'shop-saga' },
    parameters: { when: 'after', type: 'Overload', message: 'Too much.' },
    percentage: 10,
  },
  fis: { action: 'aws:lambda:invocation-error', parameters: { percentage: 'invocationPercentage' } },
  target: functionTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
