import * as z from 'zod';
import { exitCode } from '../exit-code.ts';
import type { Fault } from '../fault.ts';
import { type When, when } from '../moment.ts';
import { functionTarget } from '../target.ts';

const parameters = z.strictObject({
  when: when.default('after'),
  how: z
    .enum(['exit', 'out-of-memory'])
    .default('exit')
    .describe('By an exit, or by taking memory until the environment is killed.'),
  exitCode,
});

export interface CrashEffect {
  readonly when: When;
  readonly how: 'exit' | 'out-of-memory';
  readonly exitCode: number;
}

/** An execution environment that dies: `after` the handler it dies between effect and acknowledgement. */
export const crash: Fault<'crash', typeof functionTarget, typeof parameters, CrashEffect> = {
  name: 'crash',
  place: 'function',
  summary: 'The process of the execution environment dies, before its handler or after it.',
  description: `The process ends with no chance to clean up: it exits at once, or it fills all memory that the function has and is killed for
it. \`after\` the handler all effects are there, but nothing is acknowledged: SQS delivers the whole batch again when its visibility
timeout is over. A sound consumer does nothing twice then.`,
  example: {
    target: { function: 'shop-payments' },
    parameters: { when: 'after', how: 'exit' },
    percentage: 15,
  },
  target: functionTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
