/**
 * The tables of the order system, as far as the judge looks at them. Items come from outside: everything
 * that is used is checked, everything else is kept.
 */
import * as z from 'zod';
import type { VersionOf } from '../../../run/snapshot.ts';

const epochMs = z.number().int().nonnegative();
const cents = z.number().int();
const items = z.array(z.looseObject({ sku: z.string(), quantity: z.number().int() }));

const sagaLogEntry = z.looseObject({
  version: z.number().int().positive(),
  at: epochMs,
  event: z.enum([
    'started',
    'step-done',
    'step-refused',
    'undo-done',
    'confirmed',
    'cancelled',
    'resent',
    'parked',
    'unparked',
  ]),
  step: z.string().optional(),
  reason: z.string().optional(),
});

export const sagaItemSchema = z.looseObject({
  id: z.string(),
  version: z.number().int().positive(),
  status: z.enum(['running', 'compensating', 'confirmed', 'cancelled']),
  reason: z.string().optional(),
  createdAt: epochMs,
  updatedAt: epochMs.optional(),
  payload: z.looseObject({ totalCents: cents }),
  log: z.array(sagaLogEntry),
});
export type SagaItem = z.infer<typeof sagaItemSchema>;

/** One write of a saga's record. */
export type SagaVersion = VersionOf<SagaItem>;

export const requestItemSchema = z.looseObject({ idempotencyKey: z.string(), orderId: z.string() });
export type RequestItem = z.infer<typeof requestItemSchema>;

export const effectItemSchema = z.looseObject({
  orderId: z.string(),
  effect: z.enum(['charge', 'refund', 'reserve', 'release', 'create', 'cancel']),
  outcome: z.enum(['done', 'refused']),
  reason: z.string().optional(),
  at: epochMs,
  amountCents: cents.optional(),
  items: items.optional(),
});
export type EffectItem = z.infer<typeof effectItemSchema>;

export const ledgerEntrySchema = z.looseObject({
  entryId: z.string(),
  orderId: z.string(),
  kind: z.enum(['charge', 'refund', 'decline']),
  amountCents: cents.nonnegative(),
  at: epochMs,
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

export const stockItemSchema = z.looseObject({
  sku: z.string(),
  initial: z.number().int(),
  available: z.number().int(),
});
export type StockItem = z.infer<typeof stockItemSchema>;

/** The order in which an order's steps are done, and which step an effect belongs to. */
export const plan = ['charge', 'reserve', 'ship'] as const;

export const stepOf: Readonly<
  Record<EffectItem['effect'], { readonly step: (typeof plan)[number]; readonly action: 'commit' | 'compensate' }>
> = {
  charge: { step: 'charge', action: 'commit' },
  refund: { step: 'charge', action: 'compensate' },
  reserve: { step: 'reserve', action: 'commit' },
  release: { step: 'reserve', action: 'compensate' },
  create: { step: 'ship', action: 'commit' },
  cancel: { step: 'ship', action: 'compensate' },
};
