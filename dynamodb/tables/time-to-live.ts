import type { AttributeValue } from '../values/attribute-value.ts';
import { sortable } from '../values/sortable.ts';
import { Entries, type Entry } from './entries.ts';
import { type Key, keyText } from './key.ts';
import type { Table, TimeToLive } from './table.ts';

const SECOND_MS = 1000;
const FORGOTTEN_S = 5 * 365 * 24 * 3600;

/** An item's entry by its time; undefined if its attribute is no number. */
function byTime(attribute: string, entry: Entry | undefined): Entry | undefined {
  const value = entry?.item[attribute];
  if (entry === undefined || value === undefined || !('N' in value)) return undefined;
  return { ...entry, text: sortable(value) + entry.text };
}

/** Starts to follow the times of a table's items. */
export function follow(table: Table, attribute: string): TimeToLive {
  const timeToLive = { attribute, entries: new Entries() };
  for (const entry of table.records.items.all()) followEntry(timeToLive, undefined, entry);
  return timeToLive;
}

/** Follows a write: an item that was, and what it is now. */
export function followEntry(
  { attribute, entries }: TimeToLive,
  before: Entry | undefined,
  after: Entry | undefined,
): void {
  entries.replace(byTime(attribute, before), byTime(attribute, after));
}

const seconds = (count: number): AttributeValue => ({ N: String(count) });

/**
 * The keys of items whose time was over at a moment, the longest expired first, but not those that expired more than five
 * years ago (Developer Guide, "Using time to live").
 */
export function expiredItems({ entries }: TimeToLive, key: Key, nowMs: number): readonly string[] {
  const nowS = Math.floor(nowMs / SECOND_MS);
  const from = sortable(seconds(Math.max(0, nowS - FORGOTTEN_S)));
  return [...entries.walk({ from, to: sortable(seconds(nowS)) })].map(({ item }) => keyText(key, item));
}
