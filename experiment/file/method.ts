import * as z from 'zod';
import { durationSchema } from '../../kernel/duration.ts';
import { nameSchema } from '../probes/name-schema.ts';
import { probeFields } from '../probes/probe-schema.ts';
import { toleranceSchema } from '../probes/tolerance-schema.ts';
import { methodProviderSchema, rollbackProviderSchema } from './actions.ts';
import { momentSchema } from './moment.ts';

const stepFields = {
  background: z
    .boolean()
    .optional()
    .describe(
      'Whether the next step begins without waiting for the end of this one. Default: true for loads and faults.',
    ),
  /** Time to wait before the step and after it. */
  pauses: z.strictObject({ before: durationSchema.default(0), after: durationSchema.default(0) }).prefault({}),
};

const actionSchema = z.strictObject({
  type: z.literal('action'),
  name: nameSchema.describe('Names the step in the journal; the name of a fault is also the id of its rule.'),
  provider: methodProviderSchema,
  ...stepFields,
});

const probeStepSchema = z.strictObject({
  ...probeFields,
  tolerance: toleranceSchema.optional().describe('What the answer must be. Default: it is only written down.'),
  'recovers-within': durationSchema.optional(),
  start: momentSchema
    .optional()
    .describe(
      'From the first request of the method, or a share of the load, such as 80 %. Default: as soon as its turn comes.',
    ),
  ...stepFields,
});

/**
 * The steps of a method take their turns in the order of the file, as in Chaos Toolkit: each begins when the one before it
 * has ended, or has begun if that one is in the background. A step with a `start` begins when its turn has come and that time
 * has passed since the first request of a load, or that share of the loads has been sent.
 */
export const methodSchema = z.array(z.discriminatedUnion('type', [actionSchema, probeStepSchema])).min(1);

/** Steps that end the experiment's doings; they run in order, whatever happened before. */
export const rollbacksSchema = z
  .array(z.strictObject({ type: z.literal('action'), name: nameSchema, provider: rollbackProviderSchema }))
  .min(1);

export type Step = z.output<typeof methodSchema>[number];
export type ActionStep = z.output<typeof actionSchema>;
export type ProbeStep = z.output<typeof probeStepSchema>;

/** Whether the next step begins as soon as this one has begun. */
export function isInBackground(step: Step): boolean {
  return step.background ?? (step.type === 'action' && ['load', 'fault'].includes(step.provider.type));
}
