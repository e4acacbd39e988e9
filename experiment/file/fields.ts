import * as z from 'zod';
import { durationSchema } from '../../kernel/duration.ts';
import { nameSchema } from '../probes/name-schema.ts';
import { probeSchema } from '../probes/probe-schema.ts';
import { blastRadiusSchema } from './blast-radius.ts';
import { invariantSchema } from './invariants.ts';
import { methodSchema, rollbacksSchema } from './method.ts';

/** The fields of an experiment file. Editors show what `describe` says. */
export const experimentFields = z.strictObject({
  title: z.string().min(1).describe('The claim that the experiment tries to refute.'),
  description: z.string().min(1).describe('What happens, and why the claim is not obvious.'),
  seed: z.number().int().min(0).describe('Decides who asks for what and whom faults hit.'),
  system: nameSchema
    .optional()
    .describe('The system under test. Default: the one in whose folder the experiment lies.'),
  'steady-state-hypothesis': z
    .strictObject({ title: z.string().min(1).optional(), probes: z.array(probeSchema).min(1) })
    .optional()
    .describe('What holds before the method and again after it, beside the steady state of the system itself.'),
  'blast-radius': blastRadiusSchema.optional(),
  'stop-conditions': z
    .array(probeSchema.omit({ 'recovers-within': true }))
    .default([])
    .describe(
      'Asked every second of the method: an answer outside its tolerance ends all faults and aborts the experiment.',
    ),
  'dead-mans-switch': durationSchema
    .default(10_000)
    .describe('How long the runner may be silent before its guard ends all faults. Default: 10s.'),
  method: methodSchema,
  rollbacks: rollbacksSchema,
  recovery: z.strictObject({
    within: durationSchema.describe('How long the system may take to become quiet after the method.'),
  }),
  slo: z
    .strictObject({
      /** 100 would leave no budget for errors. */
      availability: z
        .number()
        .positive()
        .lt(100)
        .describe('The share of requests that is accepted in time, in percent.'),
      within: durationSchema,
    })
    .optional()
    .describe('What customers are promised; the report shows it, the verdict does not depend on it.'),
  invariants: z
    .array(invariantSchema)
    .default([])
    .describe('What is judged beside the invariants of the system itself, or what is set of these.'),
});

/** An experiment file as it was read: durations in milliseconds, defaults filled in. */
export type ExperimentFile = z.output<typeof experimentFields>;
