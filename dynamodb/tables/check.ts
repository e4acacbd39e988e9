import { validationError } from '../calls/errors.ts';
import type { Path } from '../expressions/placeholders.ts';
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

function checkKeySize(value: AttributeValue, isPartition: boolean): void {
  if (isPartition && keyBytes(value) > MAX_PARTITION_KEY_BYTES)
    throw invalid(`Size of hashkey has exceeded the maximum size limit of${MAX_PARTITION_KEY_BYTES} bytes`);
  if (!isPartition && keyBytes(value) > MAX_SORT_KEY_BYTES)
    throw invalid(`Aggregated size of all range keys has exceeded the size limit of ${MAX_SORT_KEY_BYTES} bytes`);
}

/** Checks an attribute of a key that a request names. */
export function checkKeyAttribute(given: Item, { name, type }: KeyAttribute, isPartition: boolean): void {
  const value = given[name];
  if (value === undefined || !(type in value))
    throw validationError('The provided key element does not match the schema');
  if (isEmpty(value))
    throw invalid(
      `The AttributeValue for a key attribute cannot contain an empty ${emptyWord(type)} value. Key: ${name}`,
    );
  checkKeySize(value, isPartition);
}

/** Checks the key that a request names: all attributes of the table's key, and no other. */
export function checkKey(key: Key, given: Item): void {
  const attributes = attributesOf(key);
  if (Object.keys(given).length !== attributes.length)
    throw validationError('The provided key element does not match the schema');
  for (const attribute of attributes) checkKeyAttribute(given, attribute, key.partition.includes(attribute));
}

/** Checks that an item that is put has the table's key. */
export function checkPut({ key }: Definition, item: Item): void {
  for (const attribute of attributesOf(key)) {
    const { name, type } = attribute;
    const value = item[name];
    if (value === undefined) throw invalid(`Missing the key ${name} in the item`);
    if (!(type in value)) throw invalid(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    if (isEmpty(value))
      throw validationError(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${emptyWord(type)} value. Key: ${name}`,
      );
    checkKeySize(value, key.partition.includes(attribute));
  }
}

/** Refuses paths that look into an attribute of a key, which has nothing inside. */
export function checkKeyPaths({ key, indexes }: Definition, paths: readonly Path[]): void {
  const nested = paths.filter((path) => path.length > 1).map(([name]) => name);
  if (nested.length === 0) return;
  const check = (of: Key, word: string) => {
    const bad = attributesOf(of).find(({ name }) => nested.includes(name));
    if (bad !== undefined)
      throw validationError(
        `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${word}: ${bad.name}`,
      );
  };
  check(key, 'Key');
  for (const index of indexes) check(index.key, 'IndexKey');
}

/**
 * Checks that what an item has of the keys of indexes is of their types, neither empty nor too large. `mismatch` is what AWS
 * says of another type, where it is less than the whole story.
 */
export function checkIndexKeys({ indexes }: Definition, item: Item, mismatch?: string): void {
  for (const { name: indexName, key } of indexes) {
    for (const { name, type } of attributesOf(key)) {
      const value = item[name];
      if (value === undefined) continue;
      if (!(type in value) && mismatch !== undefined) throw validationError(mismatch);
      if (!(type in value))
        throw invalid(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${indexName}`,
        );
      if (isEmpty(value))
        throw validationError(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${emptyWord(type)} value. IndexName: ${indexName}, IndexKey: ${name}`,
        );
      checkKeySize(
        value,
        key.partition.some((attribute) => attribute.name === name),
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
