import type { AttributeValue } from '../../values/attribute-value.ts';
import { byteLength, bytesOf } from '../../values/binary.ts';
import { equalValues } from '../../values/compare.ts';

/** What `size()` says: characters of strings, as UTF-16 counts them, bytes of binaries, elements of sets, lists and maps; undefined for all else. */
export function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return byteLength(value.B);
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  if ('BS' in value) return value.BS.length;
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return undefined;
}

/** Whether a string or binary begins with another. */
export function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  return 'B' in value && 'B' in prefix && bytesOf(value.B).startsWith(bytesOf(prefix.B));
}

/** Whether a string or binary has another inside, or a set or list has an element. */
export function contains(value: AttributeValue, part: AttributeValue): boolean {
  if ('L' in value) return value.L.some((element) => equalValues(element, part));
  if ('S' in part) return 'S' in value ? value.S.includes(part.S) : 'SS' in value && value.SS.includes(part.S);
  if ('N' in part) return 'NS' in value && value.NS.includes(part.N);
  if ('B' in part)
    return 'B' in value ? bytesOf(value.B).includes(bytesOf(part.B)) : 'BS' in value && value.BS.includes(part.B);
  return false;
}
