import { serializationError } from '../calls/errors.ts';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Checks base64 as AWS's own parser does, and returns it. */
export function readBase64(text: string): string {
  if (text.length % 4 !== 0)
    throw serializationError(`Base64 encoded length is expected a multiple of 4 bytes but found: ${text.length}`);
  if (!BASE64.test(text) || Buffer.from(text, 'base64').toString('base64') !== text)
    throw serializationError('Invalid last non-pad Base64 character dectected');
  return text;
}

/** The bytes of a base64 text, one character a byte, so that they compare as bytes do. */
export function bytesOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}

/** How many bytes a base64 text stands for. */
export function byteLength(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}
