import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { lengthMs } from '../length.ts';
import { environmentTarget } from '../target.ts';
import { invocationPoint } from './invocation-point.ts';

const parameters = z.strictObject({
  ...invocationPoint,
  when: invocationPoint.when.default('before-call'),
  pauseMs: lengthMs.min(1).describe('How long it stands still.'),
});

export type PauseEnvironmentEffect = z.output<typeof parameters>;

/** An execution environment that stands still while time goes on. */
export const pauseEnvironment: Fault<
  'pause-environment',
  typeof environmentTarget,
  typeof parameters,
  PauseEnvironmentEffect
> = {
  name: 'pause-environment',
  place: 'environment',
  summary: 'The processes of the execution environment are stopped for pauseMs at a chosen point of an invocation.',
  description: `As a long garbage collection or a machine without processor time: when the function wakes up it goes on as if nothing had
happened, though its lock, its visibility timeout or somebody else's patience may be over. If it is paused past its own time-out Lambda
kills it. A writer that was paused must find out that it was overtaken.`,
  example: {
    target: { function: 'shop-saga' },
    parameters: { when: 'before-call', call: 2, pauseMs: 2_000 },
    percentage: 10,
  },
  target: environmentTarget,
  parameters,
  first: 1,
  decide: ({ parameters }) => parameters,
};
