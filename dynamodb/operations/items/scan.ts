import { validationError } from '../../calls/errors.ts';
import { readCondition } from '../../expressions/conditions/read.ts';
import { readFilter } from '../../expressions/legacy/conditions.ts';
import { checkAttributesToGet, checkParameters, readWanted } from '../../expressions/parameters.ts';
import { Placeholders } from '../../expressions/placeholders.ts';
import { readPage } from '../../reads/page.ts';
import { checkSelect, pathsIn, readSelection } from '../../reads/selection.ts';
import { checkStart, checkTableStart, openSource, type Source, textIn } from '../../reads/source.ts';
import { readStart } from '../../reads/start.ts';
import { structure } from '../../shapes/containers.ts';
import { flag, integer, text } from '../../shapes/scalars.ts';
import { type Read, required } from '../../shapes/shape.ts';
import { attributeMap } from '../../shapes/values.ts';
import { checkKeyPaths } from '../../tables/check.ts';
import { Consumed } from '../../tables/consumed.ts';
import type { Stretch } from '../../tables/entries.ts';
import type { Item } from '../../values/attribute-value.ts';
import { placeText } from '../../values/placement.ts';
import { ABOVE_ALL } from '../../values/sortable.ts';
import type { Operation } from '../operation.ts';
import * as parameters from '../parameters.ts';

const MAX_SEGMENTS = 1_000_000;
const PLACES = 2 ** 32;

const input = structure('ScanInput', {
  Select: parameters.select,
  IndexName: parameters.indexName,
  TotalSegments: integer({ min: 1, max: MAX_SEGMENTS }),
  ReturnConsumedCapacity: parameters.returnConsumedCapacity,
  TableName: required(parameters.tableName),
  ConditionalOperator: parameters.conditionalOperator,
  ScanFilter: parameters.legacyConditions,
  Segment: integer({ min: 0, max: MAX_SEGMENTS - 1 }),
  Limit: integer({ min: 1 }),
  AttributesToGet: parameters.attributesToGet,
  ExclusiveStartKey: attributeMap,
  ConsistentRead: flag,
  FilterExpression: text(),
  ProjectionExpression: text(),
  ...parameters.placeholders,
});

type ScanInput = Read<typeof input>;

function checkSegment({ Segment: segment, TotalSegments: total }: ScanInput): void {
  if (segment !== undefined && total === undefined)
    throw validationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  if (segment === undefined && total !== undefined)
    throw validationError(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  if (segment !== undefined && total !== undefined && segment >= total)
    throw validationError(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
}

/** The part of all places that a segment of a parallel scan reads. */
function segmentOf({ Segment: segment = 0, TotalSegments: total = 1 }: ScanInput): Stretch {
  const beginning = (number: number) => placeText(Math.ceil((number * PLACES) / total));
  return { from: beginning(segment), to: segment + 1 === total ? ABOVE_ALL : beginning(segment + 1) };
}

function behind(source: Source, start: Item, stretch: Stretch, request: ScanInput): Stretch {
  const at = textIn(source, start);
  if (at < stretch.from || at >= stretch.to)
    throw validationError(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${request.TotalSegments} Segment: ${request.Segment}`,
    );
  return { ...stretch, from: `${at}\0` };
}

/** Reads all items, or those of one segment, in the order of their places. */
export const scan: Operation<typeof input> = {
  name: 'Scan',
  input,
  perform(request, scope, circumstances) {
    checkParameters(
      request,
      ['ProjectionExpression', 'FilterExpression'],
      ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
    );
    checkAttributesToGet(request);
    const legacy = readFilter(request.ScanFilter, request.ConditionalOperator);
    const start = request.ExclusiveStartKey && readStart(request.ExclusiveStartKey);
    checkSegment(request);
    const placeholders = new Placeholders(request);
    const { FilterExpression: expression } = request;
    const filter = expression === undefined ? legacy : readCondition('FilterExpression', expression, placeholders);
    const wanted = readWanted(request, placeholders);
    placeholders.checkAllUsed();
    checkSelect(request);

    const table = scope.table(request.TableName, circumstances.nowMs);
    const source = openSource(table, request, circumstances);
    if (start !== undefined && source.index !== undefined) checkStart(source, start);
    const selection = readSelection(source, request, wanted);
    if (start !== undefined) checkTableStart(source, start);
    const segment = segmentOf(request);
    const stretch = start === undefined ? segment : behind(source, start, segment, request);
    checkKeyPaths(table.definition, [...(wanted ?? []), ...pathsIn(filter)]);
    const page = { stretch, backwards: false, limit: request.Limit, filter, selection };
    return readPage(source, page, new Consumed(request.ReturnConsumedCapacity, circumstances.nowMs));
  },
};
