import { invalidParameter, invalidValue, missingParameter, SqsError } from '../calls/errors.ts';
import { isAllowedText } from './allowed-text.ts';
import type { MessageAttributes } from './attributes.ts';

/** "alphanumeric characters and punctuation", as SendMessage's page lists them. */
const ID = /^[0-9a-zA-Z!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

/** How many bytes of a message count: body, and names, types and values of attributes (API Reference, "SendMessage"). */
export function sizeOf(body: string, attributes: MessageAttributes | undefined): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes ?? {})) {
    const value =
      StringValue === undefined ? Buffer.byteLength(BinaryValue ?? '', 'base64') : Buffer.byteLength(StringValue);
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
  }
  return bytes;
}

/** Refuses a message that is larger than its queue takes. */
export function checkSize(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes)
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maxBytes} bytes.`,
    );
}

/** Refuses a body that is empty, too large by itself, or has characters that are not allowed. */
export function checkBody(body: string, maxBytes: number): void {
  if (body === '') throw missingParameter('MessageBody');
  checkSize(Buffer.byteLength(body), maxBytes);
  if (!isAllowedText(body))
    throw new SqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
}

/** Refuses a group, deduplication or attempt id with other characters, or longer, than AWS allows. */
export function checkId(id: string | undefined, parameter: string): void {
  if (id !== undefined && !ID.test(id))
    throw invalidValue(
      id,
      parameter,
      `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    );
}
