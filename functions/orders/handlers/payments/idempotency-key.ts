import type { LedgerEntry } from './provider.ts';

/** The key under which the provider makes an operation at most once: one charge and one refund an order. */
export function idempotencyKey(orderId: string, operation: 'charge' | 'refund'): LedgerEntry['entryId'] {
  return `${orderId}#${operation}`;
}
