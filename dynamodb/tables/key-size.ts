import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { byteLength } from '../values/binary.ts';
import type { Key, KeyAttribute } from './key.ts';

/** What the attributes of a partition key may have, in bytes. */
export const MAX_PARTITION_KEY_BYTES = 2048;
/** What the attributes of a sort key may have, in bytes. */
export const MAX_SORT_KEY_BYTES = 1024;

/** The size of a value as a key; numbers are always small enough. */
export function keyBytes(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S, 'utf8');
  return 'B' in value ? byteLength(value.B) : 0;
}

function fits(item: Item, { name, type }: KeyAttribute, maxBytes: number): boolean {
  const value = item[name];
  if (value === undefined || !(type in value)) return false;
  return type === 'N' || (keyBytes(value) > 0 && keyBytes(value) <= maxBytes);
}

/** Whether an item has all attributes of a key, of its types, neither empty nor too large. */
export function hasKey({ partition, sort }: Key, item: Item): boolean {
  return (
    partition.every((attribute) => fits(item, attribute, MAX_PARTITION_KEY_BYTES)) &&
    sort.every((attribute) => fits(item, attribute, MAX_SORT_KEY_BYTES))
  );
}
