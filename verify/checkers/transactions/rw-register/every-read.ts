import type { Sight } from '../consistency/commit-order.ts';
import { committed, operationsOf, type TransactionTable } from '../table/transaction-table.ts';
import type { RegisterOperations } from './rw-register-operations.ts';

/** What was read of others, one look after the other: also what a transaction had seen there before. O(n) */
export function everyReadOf(
  table: TransactionTable,
  { writes, keys, keyIds, writers }: Pick<RegisterOperations, 'writes' | 'keys' | 'keyIds' | 'writers'>,
): Sight {
  const readers: number[] = [];
  const readKeys: number[] = [];
  const sources: number[] = [];
  for (let t = 0; t < table.size; t += 1) {
    if (table.outcomes[t] !== committed) continue;
    const own = new Map<number, unknown>();
    for (const [f, name, value = null] of operationsOf(table, t)) {
      const key = keyIds.get(name) as number;
      if (f === 'w') own.set(key, value);
      // Its own write, as it should be.
      if (f !== 'r' || (own.has(key) && own.get(key) === value)) continue;
      const version = value === null ? -1 : writes.find(key, value);
      readers.push(t);
      readKeys.push(key);
      sources.push(value === null ? -1 : version < 0 ? -2 : (writes.writers[version] as number));
    }
  }
  return { readers, readKeys, sources, writers, keys };
}
