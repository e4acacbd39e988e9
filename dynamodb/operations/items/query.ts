import { validationError } from '../../calls/errors.ts';
import { readCondition } from '../../expressions/conditions/read.ts';
import { readFilter } from '../../expressions/legacy/conditions.ts';
import { checkAttributesToGet, checkParameters, readWanted } from '../../expressions/parameters.ts';
import { Placeholders } from '../../expressions/placeholders.ts';
import { keyConditionsOf, readKeyConditions } from '../../reads/key-condition.ts';
import { readPage } from '../../reads/page.ts';
import { checkSelect, pathsIn, readSelection } from '../../reads/selection.ts';
import { checkStart, checkTableStart, openSource, type Source, textIn } from '../../reads/source.ts';
import { readStart } from '../../reads/start.ts';
import { type KeyRange, keyRangeOf } from '../../reads/stretch.ts';
import { structure } from '../../shapes/containers.ts';
import { flag, integer, text } from '../../shapes/scalars.ts';
import { type Read, required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { hiddenViolation } from '../../shapes/violations.ts';
import { checkKeyPaths } from '../../tables/check.ts';
import { Consumed } from '../../tables/consumed.ts';
import type { Stretch } from '../../tables/entries.ts';
import { attributesOf, partitionText } from '../../tables/key.ts';
import type { Item } from '../../values/attribute-value.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';

const input = structure('QueryInput', {
  Select: parameters.select,
  IndexName: parameters.indexName,
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
  QueryFilter: parameters.legacyConditions,
  TableName: required(parameters.tableName),
  ConditionalOperator: parameters.conditionalOperator,
  AttributesToGet: parameters.attributesToGet,
  Limit: integer(),
  KeyConditions: parameters.legacyConditions,
  ExclusiveStartKey: attributeMap,
  ConsistentRead: flag,
  ScanIndexForward: flag,
  KeyConditionExpression: text(),
  FilterExpression: text(),
  ProjectionExpression: text(),
  ...parameters.placeholders,
});

type QueryInput = Read<typeof input>;

const EXPRESSIONS = ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'] as const;
const LEGACY = ['AttributesToGet', 'QueryFilter', 'ConditionalOperator'] as const;

function readParameters(request: QueryInput) {
  // KeyConditions may stand beside expressions, unless one of them is a KeyConditionExpression.
  const mixes = request.KeyConditionExpression === undefined && request.KeyConditions !== undefined;
  checkParameters(request, EXPRESSIONS, mixes ? LEGACY : [...LEGACY, 'KeyConditions']);
  const legacy = readFilter(request.QueryFilter, request.ConditionalOperator);
  checkAttributesToGet(request);
  const start = request.ExclusiveStartKey && readStart(request.ExclusiveStartKey);
  if (request.KeyConditions === undefined && request.KeyConditionExpression === undefined)
    throw validationError(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  const placeholders = new Placeholders(request);
  const { KeyConditionExpression: keyExpression, FilterExpression: filterExpression } = request;
  const key =
    keyExpression === undefined ? undefined : readCondition('KeyConditionExpression', keyExpression, placeholders);
  const filter =
    filterExpression === undefined ? legacy : readCondition('FilterExpression', filterExpression, placeholders);
  const wanted = readWanted(request, placeholders);
  placeholders.checkAllUsed();
  const conditions = key === undefined ? readKeyConditions(request.KeyConditions ?? {}) : keyConditionsOf(key);
  return { conditions, filter, wanted, start };
}

function checkFilter(source: Source, request: QueryInput, names: readonly (string | number | undefined)[]): void {
  const parameter = request.QueryFilter === undefined ? 'Filter Expression' : 'QueryFilter';
  for (const { name } of attributesOf(source.key))
    if (names.includes(name))
      throw validationError(`${parameter} can only contain non-primary key attributes: Primary key attribute: ${name}`);
}

/** The stretch that is left behind the key at which the page before ended. */
function behind(source: Source, start: Item, range: KeyRange, backwards: boolean): Stretch {
  const at = textIn(source, start);
  const isIn = ({ from, to }: Stretch) => at >= from && at < to;
  const stretch = range.within(range.partition);
  if (isIn(stretch)) return backwards ? { ...stretch, to: at } : { ...stretch, from: `${at}\0` };
  if (!range.isBounded)
    throw validationError('The provided starting key is outside query boundaries based on provided conditions');
  throw validationError(
    isIn(range.within(partitionText(source.key, start)))
      ? 'The query can return at most one row and cannot be restarted'
      : 'The provided starting key does not match the range key predicate',
  );
}

/** Reads the items of one partition, in the order of their sort keys. */
export const query: Operation<typeof input> = {
  name: 'Query',
  input,
  perform(request, scope, circumstances) {
    if (request.Limit !== undefined && request.Limit < 1)
      throw hiddenViolation('Limit', 'Member must have value greater than or equal to 1');
    const { conditions, filter, wanted, start } = readParameters(request);
    checkSelect(request);
    const table = scope.table(request.TableName, circumstances.nowMs);
    const source = openSource(table, request, circumstances);
    if (start !== undefined) checkStart(source, start);
    const range = keyRangeOf(source.key, conditions);
    if (start !== undefined) checkTableStart(source, start);
    const backwards = request.ScanIndexForward === false;
    const stretch = start === undefined ? range.within(range.partition) : behind(source, start, range, backwards);
    const filtered = pathsIn(filter);
    checkKeyPaths(table.definition, wanted ?? []);
    checkFilter(
      source,
      request,
      filtered.map(([name]) => name),
    );
    const selection = readSelection(source, request, wanted);
    checkKeyPaths(table.definition, filtered);
    const page = { stretch, backwards, limit: request.Limit, filter, selection };
    return readPage(source, page, new Consumed(request.ReturnConsumedCapacity, circumstances.nowMs));
  },
};
