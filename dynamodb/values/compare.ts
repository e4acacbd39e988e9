import type { AttributeValue, Item } from './attribute-value.ts';
import { bytesOf } from './binary.ts';
import { compareNumbers } from './decimal.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the range of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** A text as its UTF-8 bytes, one character a byte: DynamoDB orders strings by them. */
export function utf8(text: string): string {
  return ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * How two values are ordered: negative, zero or positive; undefined where DynamoDB knows no order, which is between types and
 * for every type but string, number and binary.
 */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('S' in a && 'S' in b) return order(utf8(a.S), utf8(b.S));
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  if ('B' in a && 'B' in b) return order(bytesOf(a.B), bytesOf(b.B));
  return undefined;
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const members = new Set(b);
  return a.every((member) => members.has(member));
}

/** Whether two items, or two maps, have the same attributes with equal values. */
export function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [left, right] = [a[name], b[name]];
      return left !== undefined && right !== undefined && equalValues(left, right);
    })
  );
}

/** Whether two values are of one type and equal. Sets have no order, lists have. */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if ('S' in a) return 'S' in b && a.S === b.S;
  if ('N' in a) return 'N' in b && a.N === b.N;
  if ('B' in a) return 'B' in b && a.B === b.B;
  if ('BOOL' in a) return 'BOOL' in b && a.BOOL === b.BOOL;
  if ('NULL' in a) return 'NULL' in b;
  if ('SS' in a) return 'SS' in b && sameMembers(a.SS, b.SS);
  if ('NS' in a) return 'NS' in b && sameMembers(a.NS, b.NS);
  if ('BS' in a) return 'BS' in b && sameMembers(a.BS, b.BS);
  if ('M' in a) return 'M' in b && equalItems(a.M, b.M);
  return (
    'L' in b &&
    a.L.length === b.L.length &&
    a.L.every((element, index) => equalValues(element, b.L[index] as AttributeValue))
  );
}
