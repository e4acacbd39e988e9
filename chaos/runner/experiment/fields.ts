import { z } from 'zod';
import { durationSchema } from '../duration.ts';
import { blastRadiusSchema } from './blast-radius.ts';
import { methodSchema, rollbacksSchema } from './method.ts';
import { nameSchema } from './names.ts';
import { probeSchema } from './probes.ts';

/** The fields of an experiment file. */
export const experimentFields = z.strictObject({
  /** The claim that the experiment tries to refute. */
  title: z.string().min(1),
  description: z.string().min(1),
  /** Decides who orders what and whom faults hit. */
  seed: z.number().int().min(0),
  /** What holds before the method and again after it. */
  'steady-state-hypothesis': z.strictObject({ title: z.string().min(1), probes: z.array(probeSchema).min(1) }),
  /** What faults may touch at most. Default: no bound. */
  'blast-radius': blastRadiusSchema.optional(),
  /** Asked every second from the method's beginning to the rollbacks: an answer outside its tolerance aborts the experiment. */
  'stop-conditions': z.array(probeSchema.omit({ 'recovers-within': true })).default([]),
  /** How long the runner may be silent before its guard ends all faults. */
  'dead-mans-switch': durationSchema.default(10_000),
  method: methodSchema,
  rollbacks: rollbacksSchema,
  recovery: z.strictObject({
    /** How long the system may take to become quiet after the method. */
    within: durationSchema,
  }),
  /** What customers are promised; the report shows it, the verdict does not depend on it. */
  slo: z
    .strictObject({
      /** The share of requests that is accepted in time, in percent: 100 would leave no budget for errors. */
      availability: z.number().positive().lt(100),
      within: durationSchema,
    })
    .optional(),
  /** Names of the invariants that the judge checks. */
  invariants: z.array(nameSchema).min(1),
});

/** An experiment as it was read: durations in milliseconds, defaults filled in. */
export type Experiment = z.output<typeof experimentFields>;
