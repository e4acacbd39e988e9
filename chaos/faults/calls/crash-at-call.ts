import * as z from 'zod';
import { exitCode } from '../exit-code.ts';
import type { Fault } from '../fault.ts';
import { type When, when } from '../moment.ts';
import { callTarget } from '../target.ts';

const parameters = z.strictObject({
  when: when
    .default('after')
    .describe('`before`: the request is not sent. `after`: the service has answered, the handler does not hear of it.'),
  how: z
    .enum(['exit', 'timeout'])
    .default('exit')
    .describe('By an exit at once, or by standing still until Lambda kills the environment at its deadline.'),
  exitCode,
});

export interface CrashAtCallEffect {
  readonly when: When;
  readonly how: 'exit' | 'timeout';
  readonly exitCode: number;
}

/** An execution environment that dies at an AWS call. */
export const crashAtCall: Fault<'crash-at-call', typeof callTarget, typeof parameters, CrashAtCallEffect> = {
  name: 'crash-at-call',
  place: 'call',
  summary: 'The execution environment dies right before an AWS call, or right after it.',
  description: `The process ends in the middle of its handler, with no chance to clean up: it exits, or all of it stands still, timers
included, until Lambda kills it at the function's time-out. \`after\` the call the service has done what it was asked, and nobody is left who
knows. With \`call\` and \`message\` in its target it hits one single point of a saga; \`./lab sweep crash\` goes through all of them. A function
behind an API is hit again by a repeated request that meets a new environment, for nothing counts these but the environment itself.`,
  example: {
    target: { function: 'shop-payments', message: '*"action":"do"*', call: 2 },
    parameters: { when: 'after', how: 'exit' },
    percentage: 10,
  },
  target: callTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
