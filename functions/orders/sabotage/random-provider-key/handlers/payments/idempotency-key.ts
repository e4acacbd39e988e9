import { randomUUID } from 'node:crypto';

/** Broken: every call has a key of its own, so that a redelivered charge is booked twice and a refund finds no charge. */
export function idempotencyKey(orderId: string, operation: 'charge' | 'refund'): string {
  return `${orderId}#${operation}#${randomUUID()}`;
}
