import type { AttributeValue } from '../values/attribute-value.ts';
import { sortable } from '../values/sortable.ts';
import { Entries, type Entry } from './entries.ts';
import { type Key, keyText } from './key.ts';
import type { Table, TimeToLive } from './table.ts';

const SECOND_MS = 1000;
const FORGOTTEN_S = 5 * 365 * 24 * 3600;

/** Where an item stands by its time; undefined if its attribute is no number. */
function expiryText(attribute: string, { item, text }: Entry): string | undefined {
  const value = item[attribute];
  return value !== undefined && 'N' in value ? sortable(value) + text : undefined;
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
  const [gone, come] = [before, after].map((entry) => entry && expiryText(attribute, entry));
  if (gone !== undefined) entries.delete(gone);
  if (come !== undefined && after !== undefined) entries.put({ ...after, text: come });
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
