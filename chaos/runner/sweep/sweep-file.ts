import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where a sweep writes what it found and did, in the folder of its run. */
export const sweepFile = 'sweep.json';

const pointSchema = z.strictObject({
  name: z.string(),
  scenario: z.string(),
  function: z.string(),
  step: z.string(),
  call: z.number().int().positive(),
  operation: z.string(),
  resources: z.array(z.string()).readonly(),
});

const trialSchema = z.strictObject({
  /** Id of its rule, as the ledger names it. */
  rule: z.string(),
  point: z.string(),
  variant: z.string(),
  round: z.number().int().positive(),
  orderId: z.string(),
  idempotencyKey: z.string(),
  /** `confirmed`, or the reason of the refusal that the order asks for. */
  expected: z.string(),
});

/** `sweep.json`: every point that was found, and every order that was hurt at one. */
export const sweepSchema = z.object({
  schema: z.literal(1),
  seed: z.number(),
  points: z.array(pointSchema).readonly(),
  trials: z.array(trialSchema).readonly(),
});
export type Sweep = z.output<typeof sweepSchema>;
export type Trial = z.output<typeof trialSchema>;

export function writeSweep(runDir: string, sweep: Sweep): void {
  writeFileSync(join(runDir, sweepFile), `${JSON.stringify(sweep, null, 2)}\n`);
}
