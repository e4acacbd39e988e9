import type { Table } from './table.ts';
import { expiredItems } from './time-to-live.ts';
import { write } from './write.ts';

/** Who deletes expired items, as streams tell it. */
const TIME_TO_LIVE = { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' };

/** Deletes up to `limit` items of a table whose time is over, and returns how many. */
export function expire(table: Table, nowMs: number, limit: number): number {
  if (table.timeToLive === undefined || table.status(nowMs) === 'DELETING') return 0;
  let deleted = 0;
  for (const text of expiredItems(table.timeToLive, table.definition.key, nowMs)) {
    if (deleted === limit) break;
    if (table.isHeld(text, nowMs)) continue;
    write(table, table.records.items.get(text), undefined, nowMs, TIME_TO_LIVE);
    deleted += 1;
  }
  return deleted;
}
