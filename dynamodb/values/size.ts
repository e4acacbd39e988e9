import type { AttributeValue, Item } from './attribute-value.ts';
import { byteLength } from './binary.ts';
import { digitPairs } from './decimal.ts';

const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

const textSize = (text: string) => Buffer.byteLength(text, 'utf8');
const sum = <T>(parts: readonly T[], size: (part: T) => number) => parts.reduce((total, part) => total + size(part), 0);
/** "1 byte per two significant digits, plus 1", and one for the sign. */
const numberSize = (text: string) => 1 + digitPairs(text) + (text.startsWith('-') ? 1 : 0);

/** What DynamoDB counts for a value, in bytes (Developer Guide, "DynamoDB item sizes and formats"). */
export function valueSize(value: AttributeValue): number {
  if ('S' in value) return textSize(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return byteLength(value.B);
  if ('SS' in value) return sum(value.SS, textSize);
  if ('NS' in value) return sum(value.NS, numberSize);
  if ('BS' in value) return sum(value.BS, byteLength);
  if ('M' in value) return CONTAINER_BYTES + itemSize(value.M) + ELEMENT_BYTES * Object.keys(value.M).length;
  if ('L' in value) return CONTAINER_BYTES + sum(value.L, valueSize) + ELEMENT_BYTES * value.L.length;
  return 1;
}

/** What DynamoDB counts for an item, in bytes: names and values of its attributes. */
export function itemSize(item: Item): number {
  let bytes = 0;
  for (const name of Object.keys(item)) bytes += textSize(name) + valueSize(item[name] as AttributeValue);
  return bytes;
}
