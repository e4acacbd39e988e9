import { z } from 'zod';
import { faultSchema } from '../../faults/rule.ts';
import { durationSchema } from '../duration.ts';

/** Customers who order. Artillery drives them. */
const loadSchema = z.strictObject({
  type: z.literal('load'),
  orders: z.number().int().min(1).max(1_000_000),
  /** Orders a second. */
  rate: z.number().positive().max(10_000),
  /** Orders a second at the end: the rate rises or falls to it evenly. Default: it stays. */
  'ramp-to': z.number().positive().max(10_000).optional(),
  /** From the first request of the method. */
  start: durationSchema.default(0),
});

const faultSchemaOfMethod = faultSchema({
  type: z.literal('fault'),
  /** From the first request of the method; 0s: before any request, if no step that is waited for comes before it. */
  start: durationSchema.default(0),
  duration: durationSchema,
});

/** Moves dead letters back to the queues that they came from, and lets parked sagas go on. */
const redriveSchema = z.strictObject({ type: z.literal('redrive') });

/** Ends every fault of the experiment that is still active. */
const withdrawFaultsSchema = z.strictObject({ type: z.literal('withdraw-faults') });

/** What a step of the method may do. */
export const methodProviderSchema = z.discriminatedUnion('type', [loadSchema, faultSchemaOfMethod, redriveSchema]);

/** What a rollback may do. */
export const rollbackProviderSchema = z.discriminatedUnion('type', [withdrawFaultsSchema, redriveSchema]);

export type Load = z.output<typeof loadSchema>;
export type Fault = z.output<typeof faultSchemaOfMethod>;
