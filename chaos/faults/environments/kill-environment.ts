import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { environmentTarget } from '../target.ts';
import { invocationPoint } from './invocation-point.ts';

const parameters = z.strictObject({
  ...invocationPoint,
  when: invocationPoint.when.default('before-acknowledgement'),
});

export type KillEnvironmentEffect = z.output<typeof parameters>;

/** An execution environment that is killed from outside, as when its machine dies. */
export const killEnvironment: Fault<
  'kill-environment',
  typeof environmentTarget,
  typeof parameters,
  KillEnvironmentEffect
> = {
  name: 'kill-environment',
  place: 'environment',
  summary: 'The processes of the execution environment get a SIGKILL at a chosen point of an invocation.',
  description: `Unlike \`crash\` nothing of the function runs any more, not even what it does on exit, and it can happen at any AWS call. The
caller gets \`Runtime.ExitError\`, SQS delivers the batch again when its visibility timeout is over, and the next invocation starts cold.
\`before-acknowledgement\` is the worst moment: every effect is there and nobody knows.`,
  example: {
    target: { function: 'shop-payments' },
    parameters: { when: 'after-call', call: 2 },
    percentage: 10,
  },
  target: environmentTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
