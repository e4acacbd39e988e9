import { createHash } from 'node:crypto';

/** A number in [0, 1) from the text alone. */
export function fraction(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
