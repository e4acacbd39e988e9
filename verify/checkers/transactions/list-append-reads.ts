import type { AnomalyLog } from './anomaly.ts';
import type { List, ListOperations } from './list-append-operations.ts';
import { never, type Versions } from './list-append-versions.ts';
import { aborted, type TransactionTable } from './transaction-table.ts';
import { describeTransaction, describeValue, eventsOf, nameOf } from './words.ts';

/**
 * Compare every read with the versions of its key. Notes `G1a` (it holds what an aborted transaction appended), `G1b`
 * (it ends with what its writer had not finished), `duplicate-elements`, `incompatible-order` (it is no beginning of the
 * longest one), `unwritten-read` (it holds what nobody appended), `lost-update` (two transactions read the same version
 * and both appended to it) and `dirty-update` (one appended to what was aborted). O(n) in micro-operations and elements.
 * @returns by read, 1 when it is a beginning of the longest one
 */
export function noteReads(
  table: TransactionTable,
  operations: ListOperations,
  versions: Versions,
  log: AnomalyLog,
): Uint8Array {
  const { readers, readKeys, lists, longest, updates, appends, intermediate } = operations;
  const { offsets, doubled, dirty, unwritten } = versions;
  const compatible = new Uint8Array(readers.length);
  // A key with m elements has m + 1 versions that an update may begin with.
  const updaters = new Int32Array((offsets.at(-1) as number) + longest.length).fill(-1);
  for (let read = 0; read < readers.length; read += 1) {
    const key = readKeys[read] as number;
    const list = lists[read] as List;
    if (!begins(longest[key] as List, list)) {
      noteContradiction(table, operations, read, log);
      continue;
    }
    compatible[read] = 1;
    const length = list.length;
    const reader = readers[read] as number;
    if (length >= (doubled[key] as number)) {
      log.add('duplicate-elements', () => says(table, operations, read, 'with an element twice'));
    }
    if (length >= (unwritten[key] as number)) {
      log.add('unwritten-read', () => {
        const element = describeValue(list[(unwritten[key] as number) - 1]);
        return says(table, operations, read, `with ${element}, which nobody appended`);
      });
    }
    if (length >= (dirty[key] as number)) {
      const place = (offsets[key] as number) + (dirty[key] as number) - 1;
      const writer = appends.writers[versions.appends[place] as number] as number;
      log.add('G1a', () =>
        says(table, operations, read, `with what ${nameOf(table, writer)} appended, which was aborted`, [writer]),
      );
    }
    const place = (offsets[key] as number) + length;
    const last = length === 0 ? -1 : (versions.appends[place - 1] as number);
    if (last >= 0 && intermediate[last] === 1 && appends.writers[last] !== reader) {
      const writer = appends.writers[last] as number;
      log.add('G1b', () =>
        says(table, operations, read, `before ${describeTransaction(table, writer)} had finished with it`, [writer]),
      );
    }
    if (updates[read] === 0) continue;
    const other = updaters[place + key] as number;
    if (other < 0) updaters[place + key] = reader;
    else {
      log.add('lost-update', () =>
        says(table, operations, read, `as did ${describeTransaction(table, other)}, and both appended to it`, [other]),
      );
    }
  }
  noteDirtyUpdates(table, operations, versions, log);
  return compatible;
}

function begins(longest: List, list: List): boolean {
  if (longest === list) return true;
  for (let at = 0; at < list.length; at += 1) if (longest[at] !== list[at]) return false;
  return true;
}

function noteContradiction(table: TransactionTable, operations: ListOperations, read: number, log: AnomalyLog): void {
  const { appends, readKeys, lists, longest } = operations;
  const key = readKeys[read] as number;
  const list = lists[read] as List;
  if (new Set(list).size < list.length) {
    log.add('duplicate-elements', () => says(table, operations, read, 'with an element twice'));
  }
  for (const element of list) {
    const entry = appends.find(key, element);
    const writer = entry < 0 ? -1 : (appends.writers[entry] as number);
    if (writer >= 0 && table.outcomes[writer] !== aborted) continue;
    if (writer < 0) {
      const why = `with ${describeValue(element)}, which nobody appended`;
      log.add('unwritten-read', () => says(table, operations, read, why));
    } else {
      const why = `with what ${nameOf(table, writer)} appended, which was aborted`;
      log.add('G1a', () => says(table, operations, read, why, [writer]));
    }
    break;
  }
  log.add('incompatible-order', () => {
    const other = operations.readers[lists.indexOf(longest[key] as List)] as number;
    const why = `but ${nameOf(table, other)} read it as ${describeValue(longest[key])}: no order of appends gives both`;
    return says(table, operations, read, why, [other]);
  });
}

function noteDirtyUpdates(
  table: TransactionTable,
  { appends, keys }: ListOperations,
  { offsets, dirty, writers, ...versions }: Versions,
  log: AnomalyLog,
): void {
  for (const [key, name] of keys.entries()) {
    if (dirty[key] === never) continue;
    const end = offsets[key + 1] as number;
    for (let place = (offsets[key] as number) + (dirty[key] as number); place < end; place += 1) {
      const writer = writers[place] as number;
      const before = versions.appends[place - 1] as number;
      const victim = before < 0 ? -1 : (appends.writers[before] as number);
      if (writer < 0 || victim < 0 || table.outcomes[victim] !== aborted) continue;
      log.add('dirty-update', () => {
        const what = `${describeTransaction(table, writer)} appended to ${name} after ${nameOf(table, victim)}, which was aborted`;
        return { what, events: eventsOf(table, [victim, writer]) };
      });
    }
  }
}

function says(
  table: TransactionTable,
  { readers, readKeys, lists, keys }: ListOperations,
  read: number,
  why: string,
  others: readonly number[] = [],
) {
  const reader = readers[read] as number;
  const name = keys[readKeys[read] as number];
  const what = `${describeTransaction(table, reader)} read ${name} as ${describeValue(lists[read])}, ${why}`;
  return { what, events: eventsOf(table, [reader, ...others]) };
}
