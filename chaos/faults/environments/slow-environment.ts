import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { environmentTarget } from '../target.ts';
import { invocationPoint } from './invocation-point.ts';

const parameters = z.strictObject({
  ...invocationPoint,
  when: invocationPoint.when.default('start'),
  cpuPercent: z.number().int().min(1).max(99).default(10).describe('Share of the time in which its processes may run.'),
});

export type SlowEnvironmentEffect = z.output<typeof parameters>;

/** An execution environment that gets little processor time. */
export const slowEnvironment: Fault<
  'slow-environment',
  typeof environmentTarget,
  typeof parameters,
  SlowEnvironmentEffect
> = {
  name: 'slow-environment',
  place: 'environment',
  summary: 'The processes of the execution environment run for cpuPercent of the time only, until the invocation ends.',
  description: `They are stopped and continued many times a second, from the chosen point of the invocation to its end, as beside a noisy
neighbour or with too little memory. Everything takes longer: computing, parsing, and noticing that an answer has come. Time-outs that
were chosen on an idle machine show what they are worth.`,
  example: { target: { function: 'shop-inventory' }, parameters: { cpuPercent: 5 }, percentage: 25 },
  target: environmentTarget,
  parameters,
  decide: ({ parameters }) => parameters,
};
