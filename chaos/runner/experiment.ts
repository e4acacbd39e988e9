import { z } from 'zod';
import { faultSchema } from '../faults/rule.ts';
import { durationSchema } from './duration.ts';

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'expected lower-case words with dashes');

/** What a probe's answer must be: a number, or a range with both ends included. */
const toleranceSchema = z.union([z.number(), z.tuple([z.number(), z.number()])], {
  error: 'expected a number or a range such as [0, 5]',
});

const probeSchema = z.strictObject({
  type: z.literal('probe'),
  name,
  tolerance: toleranceSchema,
  provider: z.discriminatedUnion('type', [
    /** Messages in all queues of the system, or in all its dead-letter queues: visible, in flight and delayed. */
    z.strictObject({ type: z.literal('queue-depth'), queues: z.enum(['work', 'dead-letter']) }),
    /** Sagas without a final state. */
    z.strictObject({ type: z.literal('open-sagas') }),
    /** HTTP status of a GET on the system's API. */
    z.strictObject({
      type: z.literal('http'),
      path: z.string().startsWith('/'),
      timeout: durationSchema.default(5_000),
    }),
  ]),
});

const loadSchema = z.strictObject({
  type: z.literal('load'),
  orders: z.number().int().min(1).max(1_000_000),
  /** Orders a second. */
  rate: z.number().positive().max(10_000),
});

const faultProviderSchema = faultSchema({
  type: z.literal('fault'),
  /** From the first request of the load; 0s: before any request. */
  start: durationSchema,
  duration: durationSchema,
});

const actionSchema = z.strictObject({
  type: z.literal('action'),
  /** Names the step in the journal; the name of a fault is also the id of its rule. */
  name,
  provider: z.discriminatedUnion('type', [loadSchema, faultProviderSchema]),
});

const rollbackSchema = z.strictObject({
  type: z.literal('action'),
  name,
  provider: z.strictObject({ type: z.literal('withdraw-faults') }),
});

/** An experiment file, in the vocabulary of Chaos Toolkit (https://chaostoolkit.org/reference/api/experiment/). */
export const experimentSchema = z
  .strictObject({
    /** The claim that the experiment tries to refute. */
    title: z.string().min(1),
    description: z.string().min(1),
    seed: z.number().int().min(0),
    'steady-state-hypothesis': z.strictObject({ title: z.string().min(1), probes: z.array(probeSchema).min(1) }),
    method: z.array(actionSchema).min(1),
    rollbacks: z.array(rollbackSchema).min(1),
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
    invariants: z.array(name).min(1),
  })
  .superRefine(({ method }, context) => {
    const names = method.map((action) => action.name);
    for (const [index, action] of method.entries()) {
      if (names.indexOf(action.name) === index) continue;
      context.addIssue({ code: 'custom', path: ['method', index, 'name'], message: 'expected a name of its own' });
    }
  });

export type Experiment = z.output<typeof experimentSchema>;
export type Probe = z.output<typeof probeSchema>;
export type Load = z.output<typeof loadSchema>;

/** A fault of the method, under the id of its rule. Its start in milliseconds from the first request. */
export type PlannedFault = z.output<typeof faultProviderSchema> & { readonly id: string };

export function faultsOf({ method }: Experiment): PlannedFault[] {
  return method.flatMap(({ name, provider }) => (provider.type === 'fault' ? [{ id: name, ...provider }] : []));
}

export function loadsOf({ method }: Experiment): (Load & { readonly name: string })[] {
  return method.flatMap(({ name, provider }) => (provider.type === 'load' ? [{ name, ...provider }] : []));
}
