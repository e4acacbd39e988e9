import { validationError } from '../calls/errors.ts';
import type { Stretch } from '../tables/entries.ts';
import { type Key, type KeyAttribute, partitionText } from '../tables/key.ts';
import { type AttributeValue, typeOf } from '../values/attribute-value.ts';
import { dictionary } from '../values/dictionary.ts';
import { ABOVE_ALL, sortable, sortablePrefix } from '../values/sortable.ts';
import type { KeyCondition, KeyConditions } from './key-condition.ts';

const INDEXABLE = new Set(['EQ', 'LE', 'LT', 'GE', 'GT', 'BEGINS_WITH', 'BETWEEN']);

/** Checks one condition against the attribute that it bounds. */
function checkOne({ comparison, values }: KeyCondition, { name, type }: KeyAttribute): void {
  if (!INDEXABLE.has(comparison))
    throw validationError('Attempted conditional constraint is not an indexable operation');
  if (values.some((value) => typeOf(value) !== type))
    throw validationError(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  const empty = values.find((value) => ('S' in value && value.S === '') || ('B' in value && value.B === ''));
  if (empty !== undefined && comparison !== 'BEGINS_WITH')
    throw validationError(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. Key: ${name}`,
    );
}

function checkPlain({ partition, sort }: Key, conditions: KeyConditions): void {
  if (conditions.size === 0 || conditions.size > 2) throw validationError('Conditions can be of length 1 or 2 only');
  const hasMore = conditions.size > 1;
  for (const attribute of [...partition, ...sort]) {
    const isPartition = partition.includes(attribute);
    if (isPartition && sort.length === 0 && hasMore) throw validationError('Query key condition not supported');
    const condition = conditions.get(attribute.name);
    if (condition === undefined) {
      if (isPartition || hasMore) throw validationError(`Query condition missed key schema element: ${attribute.name}`);
      continue;
    }
    checkOne(condition, attribute);
    if (isPartition && condition.comparison !== 'EQ') throw validationError('Query key condition not supported');
  }
}

/** A key of several attributes: all of the partition key are equal to something, and of the sort key all but the last named. */
function checkComposite({ partition, sort }: Key, conditions: KeyConditions): void {
  const names = new Set([...partition, ...sort].map(({ name }) => name));
  const stranger = [...conditions.keys()].find((name) => !names.has(name));
  if (stranger !== undefined) throw validationError(`Query condition missed key schema element: ${stranger}`);
  for (const attribute of partition) {
    const condition = conditions.get(attribute.name);
    if (condition?.comparison !== 'EQ')
      throw validationError(
        `Query key condition not supported: HASH key attribute ${attribute.name} must have an equality condition`,
      );
    checkOne(condition, attribute);
  }
  let mayFollow = true;
  for (const attribute of sort) {
    const condition = conditions.get(attribute.name);
    if (condition !== undefined && !mayFollow)
      throw validationError(
        `Query key condition not supported: RANGE key attributes before ${attribute.name} must have equality conditions`,
      );
    if (condition !== undefined) checkOne(condition, attribute);
    mayFollow &&= condition?.comparison === 'EQ';
  }
}

function bounded(prefix: string, { comparison, values }: KeyCondition): Stretch {
  const [first, second] = values as [AttributeValue, AttributeValue | undefined];
  const [from, to] = [prefix + sortable(first), prefix + sortable(second ?? first) + ABOVE_ALL];
  switch (comparison) {
    case 'LT':
      return { from: prefix, to: from };
    case 'LE':
      return { from: prefix, to };
    case 'GT':
      return { from: to, to: prefix + ABOVE_ALL };
    case 'GE':
      return { from, to: prefix + ABOVE_ALL };
    case 'BEGINS_WITH':
      return { from: prefix + sortablePrefix(first), to: prefix + sortablePrefix(first) + ABOVE_ALL };
    default:
      return { from, to };
  }
}

/** Where the entries stand that meet conditions on their key. */
export interface KeyRange {
  /** The beginning of the texts of all entries in the partition. */
  readonly partition: string;
  /** Whether the sort key is bounded, too. */
  readonly isBounded: boolean;
  /** The stretch of a partition within the bounds. */
  within(partition: string): Stretch;
}

/** Reads the range of a query. Throws AWS's ValidationException for conditions that no query can have. */
export function keyRangeOf(key: Key, conditions: KeyConditions): KeyRange {
  if (key.partition.length > 1 || key.sort.length > 1) checkComposite(key, conditions);
  else checkPlain(key, conditions);
  const values: Record<string, AttributeValue> = dictionary();
  for (const { name } of key.partition) values[name] = conditions.get(name)?.values[0] as AttributeValue;
  return {
    partition: partitionText(key, values),
    isBounded: key.sort.some(({ name }) => conditions.has(name)),
    within(partition) {
      let prefix = partition;
      for (const { name } of key.sort) {
        const condition = conditions.get(name);
        if (condition === undefined) break;
        if (condition.comparison !== 'EQ') return bounded(prefix, condition);
        prefix += sortable(condition.values[0] as AttributeValue);
      }
      return { from: prefix, to: prefix + ABOVE_ALL };
    },
  };
}
