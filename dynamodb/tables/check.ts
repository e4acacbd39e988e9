import { validationError } from '../calls/errors.ts';
import { type AttributeValue, type Item, typeOf } from '../values/attribute-value.ts';
import { itemSize } from '../values/size.ts';
import type { Definition } from './definition.ts';
import type { Entry } from './entries.ts';
import { attributesOf, type Key, type KeyAttribute, keyText } from './key.ts';
import { keyBytes, MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES } from './key-size.ts';

const MAX_ITEM_BYTES = 400 * 1024;

const invalid = (what: string) => validationError(`One or more parameter values were invalid: ${what}`);
const isEmpty = (value: AttributeValue) => ('S' in value && value.S === '') || ('B' in value && value.B === '');
const emptyWord = (type: string) => (type === 'S' ? 'string' : 'binary');

function checkSizes(key: Key, item: Item): void {
  for (const { name } of key.partition)
    if (keyBytes(item[name] as AttributeValue) > MAX_PARTITION_KEY_BYTES)
      throw invalid('Size of hashkey has exceeded the maximum size limit of2048 bytes');
  for (const { name } of key.sort)
    if (keyBytes(item[name] as AttributeValue) > MAX_SORT_KEY_BYTES)
      throw invalid('Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
}

function checkKeyValue(value: AttributeValue, { name, type }: KeyAttribute): void {
  if (isEmpty(value))
    throw validationError(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${emptyWord(type)} value. Key: ${name}`,
    );
}

/** Checks the key that a request names: all attributes of the table's key, and no other. */
export function checkKey(key: Key, given: Item): void {
  const attributes = attributesOf(key);
  const matches =
    Object.keys(given).length === attributes.length &&
    attributes.every(({ name, type }) => given[name] !== undefined && type in (given[name] as AttributeValue));
  if (!matches) throw validationError('The provided key element does not match the schema');
  for (const attribute of attributes) checkKeyValue(given[attribute.name] as AttributeValue, attribute);
  checkSizes(key, given);
}

/** Checks that an item that is put has the table's key. */
export function checkPut({ key }: Definition, item: Item): void {
  for (const attribute of attributesOf(key)) {
    const { name, type } = attribute;
    const value = item[name];
    if (value === undefined) throw invalid(`Missing the key ${name} in the item`);
    if (!(type in value)) throw invalid(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    checkKeyValue(value, attribute);
  }
  checkSizes(key, item);
}

/** Checks that what an item has of the keys of indexes is of their types, neither empty nor too large. */
export function checkIndexKeys({ indexes }: Definition, item: Item): void {
  for (const { name: indexName, key } of indexes) {
    for (const { name, type } of attributesOf(key)) {
      const value = item[name];
      if (value === undefined) continue;
      if (!(type in value))
        throw invalid(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${indexName}`,
        );
      if (isEmpty(value))
        throw validationError(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${emptyWord(type)} value. IndexName: ${indexName}, IndexKey: ${name}`,
        );
      const isPartition = key.partition.some((attribute) => attribute.name === name);
      const limit = isPartition ? MAX_PARTITION_KEY_BYTES : MAX_SORT_KEY_BYTES;
      if (keyBytes(value) > limit)
        throw invalid(
          isPartition
            ? `Size of hashkey has exceeded the maximum size limit of${limit} bytes`
            : `Aggregated size of all range keys has exceeded the size limit of ${limit} bytes`,
        );
    }
  }
}

/** The size of an item in bytes. Throws `tooLarge` past 400 KB. */
export function checkSize(item: Item, tooLarge: string): number {
  const bytes = itemSize(item);
  if (bytes > MAX_ITEM_BYTES) throw validationError(tooLarge);
  return bytes;
}

/** The entry of an item whose keys and size were checked. */
export function entryOf(key: Key, item: Item, bytes: number): Entry {
  return { text: keyText(key, item), item, bytes };
}
