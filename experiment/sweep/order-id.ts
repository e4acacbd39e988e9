import { createHash } from 'node:crypto';

/**
 * The id that the order system gives to the order of an idempotency key, so that a rule can be in place before the order
 * is. It is the system's own promise (same key, same id: the same seed hurts the same orders); a test holds both together.
 */
export function orderIdOf(idempotencyKey: string): string {
  const bytes = createHash('sha256').update(idempotencyKey).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
