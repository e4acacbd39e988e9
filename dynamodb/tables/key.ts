import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { dictionary } from '../values/dictionary.ts';
import { placement, placeText } from '../values/placement.ts';
import { sortable } from '../values/sortable.ts';

/** Types that a key may have. */
export type KeyType = 'S' | 'N' | 'B';

/** An attribute of a key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/** The key of a table or an index. A table has one attribute of each at most; a global index up to four. */
export interface Key {
  readonly partition: readonly KeyAttribute[];
  readonly sort: readonly KeyAttribute[];
}

/** All attributes of a key, partition key first. */
export function attributesOf(key: Key): readonly KeyAttribute[] {
  return [...key.partition, ...key.sort];
}

/**
 * The place of a partition in its table or index, as the beginning of a text by which entries sort: by the hash of the
 * partition key, then by the partition key.
 */
export function partitionText(key: Key, item: Item): string {
  const [only] = key.partition;
  const text =
    key.partition.length === 1
      ? sortable(item[(only as KeyAttribute).name] as AttributeValue)
      : key.partition.map(({ name }) => sortable(item[name] as AttributeValue)).join('');
  return placeText(placement(text)) + text;
}

/** The text by which an item's entry sorts: its partition, then its sort key. The item must have all attributes of the key. */
export function keyText(key: Key, item: Item): string {
  let text = partitionText(key, item);
  for (const { name } of key.sort) text += sortable(item[name] as AttributeValue);
  return text;
}

/** The attributes of one or more keys, out of an item that has them. */
export function keyOf(item: Item, ...keys: readonly Key[]): Item {
  const attributes = dictionary<AttributeValue>();
  for (const key of keys) for (const { name } of attributesOf(key)) attributes[name] = item[name] as AttributeValue;
  return attributes;
}
