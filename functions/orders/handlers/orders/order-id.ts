import { createHash } from 'node:crypto';

/**
 * The id of the order that a request places: a UUID of version 8 (RFC 9562, section 5.8) from the hash of its idempotency
 * key. The same requests make the same orders, so that a seed's faults, which go by order id, hit the same ones again.
 */
export function orderIdOf(idempotencyKey: string): string {
  const bytes = createHash('sha256').update(idempotencyKey).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
