import type { AttributeValue } from './attribute-value.ts';
import { bytesOf } from './binary.ts';
import { utf8 } from './compare.ts';
import { sortableNumber } from './decimal.ts';

/** Above every character of a sortable text. */
export const ABOVE_ALL = '\u0100';
const END = '\0\0';

/**
 * A text whose characters sort as DynamoDB sorts strings (by their UTF-8 bytes), numbers or binaries, one byte a character,
 * in such a form that more may follow after `sortable`'s end without a change of order.
 */
export function sortablePrefix(value: AttributeValue): string {
  const text =
    'S' in value ? utf8(value.S) : 'N' in value ? sortableNumber(value.N) : 'B' in value ? bytesOf(value.B) : '';
  return text.includes('\0') ? text.replaceAll('\0', '\0\u0001') : text;
}

/** `sortablePrefix` and an end, which sorts below all that could have followed. */
export function sortable(value: AttributeValue): string {
  return sortablePrefix(value) + END;
}
