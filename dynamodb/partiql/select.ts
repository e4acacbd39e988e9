import type { Circumstances } from '../calls/circumstances.ts';
import { notModelled, validationError } from '../calls/errors.ts';
import type { Condition } from '../expressions/conditions/tree.ts';
import { valueAt } from '../expressions/paths.ts';
import type { Path } from '../expressions/placeholders.ts';
import { keyConditionsOf } from '../reads/key-condition.ts';
import { readPage } from '../reads/page.ts';
import { readSelection } from '../reads/selection.ts';
import { checkStart, checkTableStart, openSource, type Source, textIn } from '../reads/source.ts';
import { keyRangeOf } from '../reads/stretch.ts';
import { checkKey, checkKeyPaths } from '../tables/check.ts';
import type { Consumed } from '../tables/consumed.ts';
import type { Stretch } from '../tables/entries.ts';
import { attributesOf, keyText } from '../tables/key.ts';
import type { Table } from '../tables/table.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { dictionary } from '../values/dictionary.ts';
import { ABOVE_ALL } from '../values/sortable.ts';
import type { Select } from './statement.ts';
import { conjuncts, equality, splitByKey } from './where.ts';

const RANGES = new Set(['=', '<', '<=', '>', '>=', 'between', 'begins_with']);

/** The condition on an attribute that a range of keys can hold; undefined if none is so. */
function rangeOn(name: string, conditions: readonly Condition[]): Condition | undefined {
  return conditions.find(
    (condition) =>
      RANGES.has(condition.kind) &&
      'operands' in condition &&
      condition.operands[0]?.kind === 'path' &&
      condition.operands[0].path.length === 1 &&
      condition.operands[0].path[0] === name &&
      condition.operands.slice(1).every(({ kind }) => kind === 'value'),
  );
}

/** Where to look for what a statement selects: one partition if its key is given, everywhere if not. */
function stretchOf({ key }: Source, where: Condition | undefined): { stretch: Stretch; isOnePartition: boolean } {
  const all = conjuncts(where);
  const equal = key.partition.map(({ name }) => all.find((condition) => equality(condition)?.name === name));
  const isOnePartition = equal.every((condition) => condition !== undefined);
  if (!isOnePartition) return { stretch: { from: '', to: ABOVE_ALL }, isOnePartition };
  const bounds: Condition[] = [...equal];
  for (const { name } of key.sort) {
    const bound = rangeOn(name, all);
    if (bound === undefined) break;
    bounds.push(bound);
    if (bound.kind !== '=') break;
  }
  const range = keyRangeOf(key, keyConditionsOf({ kind: 'and', conditions: bounds }));
  return { stretch: range.within(range.partition), isOnePartition };
}

/** What stands at the paths of an item, each under the last name of its path. */
function named(item: Item, wanted: readonly Path[]): Item {
  const told = dictionary<AttributeValue>();
  for (const path of wanted) {
    const value = valueAt(item, path);
    if (value !== undefined) told[path.at(-1) as string] = value;
  }
  return told;
}

function checkNames(wanted: readonly Path[]): void {
  const names = wanted.map((path) => path.at(-1));
  if (wanted.some((path) => path.some((step) => typeof step === 'number')))
    throw notModelled('A SELECT of elements of lists');
  if (new Set(names).size < names.length) throw notModelled('A SELECT of several attributes of one name');
}

/** How much of a selection to read, and where to go on. */
export interface SelectPage {
  readonly limit: number | undefined;
  readonly start: Item | undefined;
  readonly isConsistent: boolean;
}

/** Reads a page of what a statement selects. Throws AWS's ValidationException. */
export function select(
  statement: Select,
  table: Table,
  page: SelectPage,
  consumed: Consumed,
  circumstances: Circumstances,
): { readonly items: readonly Item[]; readonly last: Item | undefined } {
  const { index, where, wanted, order } = statement;
  const source = openSource(
    table,
    { ...(index !== undefined && { IndexName: index }), ConsistentRead: page.isConsistent },
    circumstances,
  );
  checkKeyPaths(table.definition, wanted ?? []);
  checkNames(wanted ?? []);
  const { stretch, isOnePartition } = stretchOf(source, where);
  if (order !== undefined && where === undefined)
    throw validationError('Must have WHERE clause in the statement when using ORDER BY clause.');
  if (order !== undefined && !isOnePartition) throw notModelled('ORDER BY over more than one partition');
  if (order !== undefined && ![...source.key.partition, ...source.key.sort].some(({ name }) => name === order.name))
    throw validationError(`Variable reference ${order.name} in ORDER BY clause must be part of the primary key`);
  const backwards = order?.descending ?? false;
  if (page.start !== undefined) {
    checkStart(source, page.start);
    checkTableStart(source, page.start);
  }
  const at = page.start === undefined ? undefined : textIn(source, page.start);
  const rest = at === undefined ? stretch : backwards ? { ...stretch, to: at } : { ...stretch, from: `${at}\0` };
  const selection = readSelection(source, {}, wanted);
  const request = { stretch: rest, backwards, limit: page.limit, filter: where, selection };
  const { Items: items = [], LastEvaluatedKey: last } = readPage(source, request, consumed);
  return { items: wanted === undefined ? items : items.map((item) => named(item, wanted)), last };
}

/**
 * The place of the only item that a statement can select. Throws AWS's ValidationException if it does not name a whole key of
 * a table, as it must within `operation`.
 */
export function placeOf({ index, where }: Select, table: Table, operation: string): string {
  const { key } = table.definition;
  const equal = conjuncts(where).map((condition) => equality(condition)?.name);
  if (index !== undefined || attributesOf(key).some(({ name }) => !equal.includes(name)))
    throw validationError(`Select statements within ${operation} must specify the primary key in the where clause.`);
  const own = splitByKey(key, where as Condition).key;
  checkKey(key, own);
  return keyText(key, own);
}
