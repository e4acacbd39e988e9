import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { lengthMs } from '../length.ts';
import { functionTarget } from '../target.ts';

const parameters = z.strictObject({
  burnMs: lengthMs.min(1).default(5_000).describe('How long at most; it also ends with the invocation.'),
  threads: z
    .number()
    .int()
    .min(1)
    .max(16)
    .default(2)
    .describe('Threads that compute beside the handler. Lambda gives a function one to six cores, by its memory.'),
});

export interface CpuBurnEffect {
  readonly burnMs: number;
  readonly threads: number;
}

/** A handler that has to share its processor. */
export const cpuBurn: Fault<'cpu-burn', typeof functionTarget, typeof parameters, CpuBurnEffect> = {
  name: 'cpu-burn',
  place: 'function',
  summary: "Threads beside the handler use up the function's share of the processor.",
  description: `Busy threads run in the same process while the handler works, so that everything it computes takes longer: parsing,
signing, TLS. What waits for the network alone is hardly slower. Shows time-outs that were measured on an idle machine.`,
  example: { target: { function: 'shop-api' }, parameters: { burnMs: 2_000, threads: 2 }, percentage: 25 },
  target: functionTarget,
  parameters,
  decide: ({ parameters }) => parameters,
};
