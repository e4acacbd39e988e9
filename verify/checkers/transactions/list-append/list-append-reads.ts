import { int32s } from '../graph/working-memory.ts';
import type { AnomalyLog } from '../table/anomaly.ts';
import { aborted, type TransactionTable } from '../table/transaction-table.ts';
import { describeTransaction, describeValue, eventsOf, nameOf } from '../table/words.ts';
import {
  contradicts,
  isAppend,
  isIntermediate,
  isUpdate,
  type ListOperations,
  listOf,
} from './list-append-operations.ts';
import { KeyElements, never, type Versions } from './list-append-versions.ts';

/**
 * Compare every read with the versions of its key. Notes `G1a` (it holds what an aborted transaction appended), `G1b`
 * (it ends with what its writer had not finished), `duplicate-elements`, `incompatible-order` (it is no beginning of the
 * longest one, or not in the order in which a transaction appended), `unwritten-read` (it holds what nobody appended),
 * `lost-update` (two transactions read the same version and both appended to it) and `dirty-update` (one appended to what
 * was aborted). O(n) in micro-operations.
 */
export function noteReads(
  table: TransactionTable,
  operations: ListOperations,
  versions: Versions,
  log: AnomalyLog,
): void {
  const { size, keyIds, values, flags, transactions } = operations;
  const { offsets, doubled, dirty, unwritten, misordered } = versions;
  const elements = new KeyElements(table, operations);
  // A key with m elements has m + 1 versions that an update may begin with.
  const updaters = int32s((offsets.at(-1) as number) + operations.keys.length).fill(-1);
  for (let read = 0; read < size; read += 1) {
    const bits = flags[read] as number;
    if ((bits & isAppend) !== 0) continue;
    const key = keyIds[read] as number;
    if ((bits & contradicts) !== 0) {
      elements.show(key);
      noteContradiction(table, operations, elements, read, log);
      continue;
    }
    const length = values[read] as number;
    const reader = transactions[read] as number;
    if (length >= (doubled[key] as number)) {
      log.add('duplicate-elements', () => says(table, operations, read, 'with an element twice'));
    }
    if (length >= (unwritten[key] as number)) {
      log.add('unwritten-read', () => {
        const element = describeValue(listOf(table, operations, read)[(unwritten[key] as number) - 1]);
        return says(table, operations, read, `with ${element}, which nobody appended`);
      });
    }
    if (length >= (misordered[key] as number)) {
      const place = (offsets[key] as number) + (misordered[key] as number) - 1;
      const writer = transactions[versions.appends[place] as number] as number;
      log.add('incompatible-order', () => {
        const why = `in another order than that in which ${describeTransaction(table, writer)} appended it`;
        return says(table, operations, read, why, [writer]);
      });
    }
    if (length >= (dirty[key] as number)) {
      const place = (offsets[key] as number) + (dirty[key] as number) - 1;
      const writer = transactions[versions.appends[place] as number] as number;
      log.add('G1a', () =>
        says(table, operations, read, `with what ${nameOf(table, writer)} appended, which was aborted`, [writer]),
      );
    }
    const place = (offsets[key] as number) + length;
    const last = length === 0 ? -1 : (versions.appends[place - 1] as number);
    if (last >= 0 && ((flags[last] as number) & isIntermediate) !== 0 && transactions[last] !== reader) {
      const writer = transactions[last] as number;
      log.add('G1b', () =>
        says(table, operations, read, `before ${describeTransaction(table, writer)} had finished with it`, [writer]),
      );
    }
    if ((bits & isUpdate) === 0) continue;
    const other = updaters[place + key] as number;
    if (other < 0) updaters[place + key] = reader;
    else {
      log.add('lost-update', () =>
        says(table, operations, read, `as did ${describeTransaction(table, other)}, and both appended to it`, [other]),
      );
    }
  }
  noteDirtyUpdates(table, operations, versions, log);
}

function noteContradiction(
  table: TransactionTable,
  operations: ListOperations,
  elements: KeyElements,
  read: number,
  log: AnomalyLog,
): void {
  const { keyIds, longest, transactions } = operations;
  const key = keyIds[read] as number;
  const list = listOf(table, operations, read);
  if (new Set(list).size < list.length) {
    log.add('duplicate-elements', () => says(table, operations, read, 'with an element twice'));
  }
  for (const element of list) {
    const append = elements.find(element);
    const writer = append < 0 ? -1 : (transactions[append] as number);
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
    const isLongest = (_: number, other: number): boolean =>
      keyIds[other] === key &&
      ((operations.flags[other] as number) & isAppend) === 0 &&
      listOf(table, operations, other) === longest[key];
    const other = transactions[keyIds.findIndex(isLongest)] as number;
    const why = `but ${nameOf(table, other)} read it as ${describeValue(longest[key])}: no order of appends gives both`;
    return says(table, operations, read, why, [other]);
  });
}

function noteDirtyUpdates(
  table: TransactionTable,
  { keys, transactions }: ListOperations,
  { offsets, dirty, writers, appends }: Versions,
  log: AnomalyLog,
): void {
  for (const [key, name] of keys.entries()) {
    if (dirty[key] === never) continue;
    const end = offsets[key + 1] as number;
    for (let place = (offsets[key] as number) + (dirty[key] as number); place < end; place += 1) {
      const writer = writers[place] as number;
      const before = appends[place - 1] as number;
      const victim = before < 0 ? -1 : (transactions[before] as number);
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
  operations: ListOperations,
  read: number,
  why: string,
  others: readonly number[] = [],
) {
  const reader = operations.transactions[read] as number;
  const name = operations.keys[operations.keyIds[read] as number];
  const list = describeValue(listOf(table, operations, read));
  const what = `${describeTransaction(table, reader)} read ${name} as ${list}, ${why}`;
  return { what, events: eventsOf(table, [reader, ...others]) };
}
