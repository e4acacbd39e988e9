import type { Sight } from '../consistency/commit-order.ts';
import { aborted, committed, type TransactionTable } from '../table/transaction-table.ts';
import { contradicts, isAppend, type ListOperations, listOf } from './list-append-operations.ts';
import { KeyElements, type Versions } from './list-append-versions.ts';

/**
 * What transactions saw of each other in the lists that they read: everyone whose element is in a list, whoever appended the
 * last one above all. What a transaction appended itself says nothing of others. O(elements read).
 */
export function sightOf(table: TransactionTable, operations: ListOperations, { offsets, writers }: Versions): Sight {
  const { size, flags, keyIds, values, transactions, keys } = operations;
  const elements = new KeyElements(table, operations);
  const readers: number[] = [];
  const readKeys: number[] = [];
  const sources: number[] = [];
  const lists: (readonly number[])[] = [];
  const wrote: [transaction: number, key: number][] = [];
  const last = new Map<number, number>();
  for (let at = 0; at < size; at += 1) {
    const bits = flags[at] as number;
    const t = transactions[at] as number;
    const key = keyIds[at] as number;
    if ((bits & isAppend) !== 0) {
      if (last.get(key) !== t) wrote.push([t, key]);
      last.set(key, t);
      continue;
    }
    if (table.outcomes[t] !== committed) continue;
    const from = offsets[key] as number;
    const seen =
      (bits & contradicts) === 0 ? [...writers.subarray(from, from + (values[at] as number))] : writersOf(at);
    while (seen.at(-1) === t) seen.pop();
    const source = seen.pop();
    readers.push(t);
    readKeys.push(key);
    // The writer of what was aborted, or of what nobody appended, is told as -1 there.
    sources.push(source === undefined ? -1 : source === -1 ? -2 : source);
    lists.push(seen.filter((writer) => writer >= 0 && writer !== t));
  }
  return { readers, readKeys, sources, others: (read) => lists[read] ?? [], writers: wrote, keys };

  function writersOf(read: number): number[] {
    elements.show(keyIds[read] as number);
    return listOf(table, operations, read).map((element) => {
      const append = elements.find(element);
      const writer = append < 0 ? -1 : (transactions[append] as number);
      return writer >= 0 && table.outcomes[writer] === aborted ? -1 : writer;
    });
  }
}
