import type { UserIdentity } from '../streams/shard.ts';
import { equalItems } from '../values/compare.ts';
import { placeOf } from '../values/placement.ts';
import { type WriteUnits, writeUnits } from './capacity.ts';
import type { Definition, Index } from './definition.ts';
import type { Entry } from './entries.ts';
import { keyOf } from './key.ts';
import { indexEntry } from './records.ts';
import type { Table } from './table.ts';
import { followEntry } from './time-to-live.ts';

const NO_INDEXES: ReadonlyMap<string, number> = new Map();

function unitsOf(gone: Entry | undefined, come: Entry | undefined): number {
  if (gone === undefined) return come === undefined ? 0 : writeUnits(come.bytes);
  if (come === undefined) return writeUnits(gone.bytes);
  if (gone.text !== come.text) return writeUnits(gone.bytes) + writeUnits(come.bytes);
  return equalItems(gone.item, come.item) ? 0 : writeUnits(Math.max(gone.bytes, come.bytes));
}

/** What a write of an item does to an index, and the units that it takes: none if what the index holds of it stays the same. */
export function indexWrite(
  definition: Definition,
  index: Index,
  before: Entry | undefined,
  after: Entry | undefined,
): { readonly gone: Entry | undefined; readonly come: Entry | undefined; readonly units: number } {
  const gone = before && indexEntry(definition, index, before);
  const come = after && indexEntry(definition, index, after);
  return { gone, come, units: unitsOf(gone, come) };
}

/** What the check of an item takes, in a transaction or because its condition failed. */
export function checkUnits(entry: Entry | undefined): WriteUnits {
  return { table: writeUnits(entry?.bytes ?? 0), indexes: NO_INDEXES };
}

/**
 * Puts an entry of a table in place of the one that is there, if there is one; or deletes that, if nothing comes. Indexes, stream
 * and times to live follow. Returns the units that it took. A write that changes nothing is not told by the stream.
 */
export function write(
  table: Table,
  before: Entry | undefined,
  after: Entry | undefined,
  nowMs: number,
  identity?: UserIdentity,
): WriteUnits {
  const { definition, records } = table;
  const units = writeUnits(Math.max(before?.bytes ?? 0, after?.bytes ?? 0));
  const either = after ?? before;
  if (either === undefined) return { table: units, indexes: NO_INDEXES };

  table.remember(nowMs);
  records.items.replace(before, after);
  const indexes = new Map<string, number>();
  for (const index of definition.indexes) {
    const { gone, come, units: taken } = indexWrite(definition, index, before, after);
    records.index(index.name).replace(gone, come);
    if (taken > 0) indexes.set(index.name, taken);
  }
  if (table.timeToLive !== undefined) followEntry(table.timeToLive, before, after);
  if (table.stream?.isEnabled && !(before && after && equalItems(before.item, after.item))) {
    const keys = keyOf(either.item, definition.key);
    table.stream.append({ keys, before: before?.item, after: after?.item, identity }, placeOf(either.text), nowMs);
  }
  return { table: units, indexes };
}
