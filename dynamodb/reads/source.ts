import type { Circumstances } from '../calls/circumstances.ts';
import { validationError } from '../calls/errors.ts';
import { checkKey, checkKeyAttribute } from '../tables/check.ts';
import type { Index } from '../tables/definition.ts';
import type { Entries } from '../tables/entries.ts';
import { attributesOf, type Key, keyText } from '../tables/key.ts';
import type { Records } from '../tables/records.ts';
import type { Table } from '../tables/table.ts';
import { checkThroughput } from '../tables/throughput.ts';
import type { Item } from '../values/attribute-value.ts';

/** What a query or scan reads: a table, or one of its indexes. */
export interface Source {
  readonly table: Table;
  readonly index: Index | undefined;
  /** The key by which its entries sort. */
  readonly key: Key;
  readonly entries: Entries;
  /** The table as it was when the entries were so. */
  readonly records: Records;
  readonly isConsistent: boolean;
}

/** Finds what to read. Throws AWS's ValidationException for an index that is not there, or not to be read so, and what `checkThroughput` does. */
export function openSource(
  table: Table,
  {
    IndexName: name,
    ConsistentRead: isConsistent = false,
  }: { readonly IndexName?: string; readonly ConsistentRead?: boolean },
  circumstances: Circumstances,
): Source {
  const index = name === undefined ? undefined : table.definition.indexes.find((known) => known.name === name);
  if (name !== undefined && index === undefined)
    throw validationError(`The table does not have the specified index: ${name}`);
  if (isConsistent && index?.isGlobal)
    throw validationError('Consistent reads are not supported on global secondary indexes');
  if (index !== undefined && circumstances.nowMs < index.settlesMs)
    throw validationError(`Cannot read from backfilling global secondary index: ${index.name}`);
  checkThroughput(table, 'Read', circumstances.nowMs, index);
  const records = isConsistent ? table.records : table.recordsSeen(circumstances);
  return {
    table,
    index,
    key: index?.key ?? table.definition.key,
    entries: index === undefined ? records.items : records.index(index.name),
    records,
    isConsistent,
  };
}

/** The keys that name an entry: the table's, and before it the index's. */
export function keysOf({ table, index }: Source): readonly Key[] {
  return index === undefined ? [table.definition.key] : [index.key, table.definition.key];
}

/** The text of the entry that an item with all its keys has in the source. */
export function textIn({ table, index }: Source, item: Item): string {
  const own = keyText(table.definition.key, item);
  return index === undefined ? own : keyText(index.key, item) + own;
}

/** Checks the part of a starting key that is the source's own. Throws AWS's ValidationException. */
export function checkStart(source: Source, start: Item): void {
  const names = new Set(
    keysOf(source)
      .flatMap(attributesOf)
      .map(({ name }) => name),
  );
  if (Object.keys(start).length !== names.size) throw validationError('The provided starting key is invalid');
  for (const attribute of attributesOf(source.key)) {
    if (start[attribute.name] === undefined) throw validationError('The provided starting key is invalid');
    checkKeyAttribute(start, attribute, source.key.partition.includes(attribute));
  }
}

/** Checks the part of a starting key that is the table's key. Throws AWS's ValidationException. */
export function checkTableStart({ table, index }: Source, start: Item): void {
  const { key } = table.definition;
  try {
    if (index === undefined) checkKey(key, start);
    for (const attribute of attributesOf(key)) checkKeyAttribute(start, attribute, key.partition.includes(attribute));
  } catch (error) {
    throw validationError(`The provided starting key is invalid: ${error instanceof Error ? error.message : error}`);
  }
}
