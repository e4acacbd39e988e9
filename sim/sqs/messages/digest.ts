import { createHash } from 'node:crypto';
import type { MessageAttributes } from './attributes.ts';

/** MD5 as SQS gives it of bodies. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

const STRING = 1;
const BINARY = 2;

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/**
 * MD5 of attributes as the Developer Guide computes it ("Amazon SQS message metadata", "Calculating the MD5 message digest
 * for message attributes"); undefined if there are none.
 */
export function md5OfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  const names = Object.keys(attributes ?? {});
  if (attributes === undefined || names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer) => hash.update(lengthOf(bytes.length)).update(bytes);
  // By code units, so that no locale has a say.
  for (const name of names.sort()) {
    const { DataType, StringValue, BinaryValue } = attributes[name] as MessageAttributes[string];
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    hash.update(Buffer.from([StringValue === undefined ? BINARY : STRING]));
    add(StringValue === undefined ? Buffer.from(BinaryValue ?? '', 'base64') : Buffer.from(StringValue));
  }
  return hash.digest('hex');
}
