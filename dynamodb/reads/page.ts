import { holds } from '../expressions/conditions/holds.ts';
import type { Condition } from '../expressions/conditions/tree.ts';
import { project } from '../expressions/projection.ts';
import { readUnits } from '../tables/capacity.ts';
import type { Consumed } from '../tables/consumed.ts';
import type { Entry, Stretch } from '../tables/entries.ts';
import { keyOf, keyText } from '../tables/key.ts';
import type { Item } from '../values/attribute-value.ts';
import type { Selection } from './selection.ts';
import { keysOf, type Source } from './source.ts';

/** "A single Query or Scan operation can retrieve a maximum of 1 MB of data", before the filter. */
const MAX_PAGE_BYTES = 2 ** 20;

/** What to read of a source. */
export interface PageRequest {
  readonly stretch: Stretch;
  readonly backwards: boolean;
  readonly limit: number | undefined;
  readonly filter: Condition | undefined;
  readonly selection: Selection;
}

/** AWS's answer to a query or a scan. */
interface Page {
  readonly Items?: readonly Item[];
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey?: Item;
  readonly ConsumedCapacity?: object;
}

/**
 * Reads a page: entries up to the limit or until they have 1 MB, those that the filter lets through told. A page that ends so
 * names where to go on, even if nothing follows.
 */
export function readPage(source: Source, request: PageRequest, consumed: Consumed): Page {
  const { table, index, isConsistent } = source;
  const { selection, filter, limit = Number.POSITIVE_INFINITY } = request;
  const items: Item[] = [];
  let [scanned, count, bytes, fetched] = [0, 0, 0, 0];
  let last: Entry | undefined;
  for (const entry of source.entries.walk(request.stretch, request.backwards)) {
    scanned += 1;
    bytes += entry.bytes;
    const whole = selection.fromTable ? source.records.items.get(keyText(table.definition.key, entry.item)) : entry;
    if (whole !== undefined && whole !== entry) fetched += readUnits(whole.bytes, isConsistent);
    const item = whole?.item ?? entry.item;
    if (filter === undefined || holds(filter, item)) {
      count += 1;
      if (!selection.onlyCount) items.push(selection.wanted === undefined ? item : project(item, selection.wanted));
    }
    if (scanned >= limit || bytes >= MAX_PAGE_BYTES) {
      last = entry;
      break;
    }
  }
  const units = readUnits(bytes, isConsistent);
  if (index === undefined) consumed.addRead(table, units);
  else consumed.addRead(table, fetched, new Map([[index.name, units]]));
  return {
    ...(!selection.onlyCount && { Items: items }),
    Count: count,
    ScannedCount: scanned,
    ...(last && { LastEvaluatedKey: keyOf(last.item, ...keysOf(source)) }),
    ...consumed.one(),
  };
}
