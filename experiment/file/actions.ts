import * as z from 'zod';
import { faultSchema } from '../../chaos/faults/rule.ts';
import { durationSchema } from '../../kernel/duration.ts';
import { momentSchema, untilSchema } from './moment.ts';

const loadSchema = z
  .strictObject({
    type: z.literal('load'),
    operations: z.number().int().min(1).max(1_000_000),
    rate: z
      .number()
      .positive()
      .max(10_000)
      .describe(
        'Operations a second, at most: what is offered is no more than a share of what the system was found to take.',
      ),
    'ramp-to': z
      .number()
      .positive()
      .max(10_000)
      .optional()
      .describe('Operations a second at the end: the rate rises or falls to it evenly. Default: it stays.'),
    start: durationSchema
      .default(0)
      .describe('From the first request of the method. Default: as soon as its turn comes.'),
  })
  .describe('Users who send operations of the system. Artillery drives them.');

const faultSchemaOfMethod = faultSchema({
  type: z.literal('fault'),
  start: momentSchema
    .default(0)
    .describe(
      'From the first request of the method, or a share of the load, such as 20 %. Default: as soon as its turn comes, and before any load beside it.',
    ),
  until: untilSchema
    .optional()
    .describe('A share of the load, such as 70 %, or how often it must have fired, such as fired 30; it then ends.'),
  duration: durationSchema.describe('How long it lasts; with an until at most.'),
});

const redriveSchema = z
  .strictObject({ type: z.literal('redrive') })
  .describe('Moves dead letters back to the queues that they came from, and lets what was parked go on.');

const withdrawFaultsSchema = z
  .strictObject({ type: z.literal('withdraw-faults') })
  .describe('Ends every fault of the experiment that is active.');

/** What a step of the method may do. */
export const methodProviderSchema = z.discriminatedUnion('type', [
  loadSchema,
  faultSchemaOfMethod,
  redriveSchema,
  withdrawFaultsSchema,
]);

/** What a rollback may do. */
export const rollbackProviderSchema = z.discriminatedUnion('type', [withdrawFaultsSchema, redriveSchema]);

export type Load = z.output<typeof loadSchema>;
export type Fault = z.output<typeof faultSchemaOfMethod>;
