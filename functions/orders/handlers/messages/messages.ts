import * as z from 'zod';
import { orderSchema } from '../order.ts';

const saga = {
  sagaId: z.string().min(1).max(64),
  sagaVersion: z.int().min(1),
  step: z.string().min(1).max(32),
};

/** What the orchestrator tells a service; it carries all that the service needs. */
export const commandSchema = z.strictObject({
  type: z.literal('command'),
  ...saga,
  action: z.enum(['do', 'undo']),
  payload: orderSchema,
});

/** What a service answers. An undo has no refusal: it succeeds or is tried again. */
export const replySchema = z.discriminatedUnion('action', [
  z.strictObject({
    type: z.literal('reply'),
    ...saga,
    action: z.literal('do'),
    outcome: z.enum(['done', 'refused']),
    reason: z.string().max(200).optional(),
  }),
  z.strictObject({ type: z.literal('reply'), ...saga, action: z.literal('undo'), outcome: z.literal('done') }),
]);

export type OrderCommand = z.infer<typeof commandSchema>;
export type Reply = z.infer<typeof replySchema>;
