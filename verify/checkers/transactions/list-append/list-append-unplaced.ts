import { bytes, int32s } from '../graph/working-memory.ts';
import { aborted, committed, type TransactionTable } from '../table/transaction-table.ts';
import { contradicts, isAppend, isPlaced, type ListOperations, listOf } from './list-append-operations.ts';
import { KeyElements } from './list-append-versions.ts';

/** By key, who appended what no read has seen: it came after all that was seen, in an order that nobody knows. */
export interface Unplaced {
  /** The first of them; -1: there is none. */
  readonly one: Int32Array;
  /** The second; -1: there is none. */
  readonly other: Int32Array;
  /** All of them, where there are more than two. */
  readonly more: ReadonlyMap<number, readonly number[]>;
}

/**
 * Most keys have one or two of them, and these need no list. A transaction of unknown outcome counts when anything else
 * of it was seen. Keys whose lists contradict each other are left out: nothing follows from them. O(n).
 */
export function unplacedOf(table: TransactionTable, operations: ListOperations): Unplaced {
  const { size, flags, keyIds, transactions, keys } = operations;
  const { seen, contradictory } = seenOf(table, operations);
  const one = int32s(keys.length).fill(-1);
  const other = int32s(keys.length).fill(-1);
  const more = new Map<number, number[]>();
  for (let append = 0; append < size; append += 1) {
    const bits = flags[append] as number;
    if ((bits & isAppend) === 0 || (bits & isPlaced) !== 0) continue;
    const writer = transactions[append] as number;
    const key = keyIds[append] as number;
    if (seen[writer] === 0 || contradictory.has(key)) continue;
    if ((one[key] as number) < 0) one[key] = writer;
    else if (one[key] === writer || other[key] === writer) continue;
    else if ((other[key] as number) < 0) other[key] = writer;
    else {
      const all = more.get(key);
      if (all === undefined) more.set(key, [one[key] as number, other[key] as number, writer]);
      else if (all.at(-1) !== writer) all.push(writer);
    }
  }
  return { one, other, more };
}

/** By transaction, 1 when it committed or somebody read what it appended; and keys whose reads contradict each other. */
function seenOf(
  table: TransactionTable,
  operations: ListOperations,
): { seen: Uint8Array; contradictory: ReadonlySet<number> } {
  const { size, flags, keyIds, transactions } = operations;
  const elements = new KeyElements(table, operations);
  const seen = bytes(table.size);
  const contradictory = new Set<number>();
  for (let t = 0; t < table.size; t += 1) if (table.outcomes[t] === committed) seen[t] = 1;
  for (let at = 0; at < size; at += 1) {
    const bits = flags[at] as number;
    const t = transactions[at] as number;
    if ((bits & isPlaced) !== 0 && table.outcomes[t] !== aborted) seen[t] = 1;
    if ((bits & isAppend) !== 0 || (bits & contradicts) === 0) continue;
    const key = keyIds[at] as number;
    contradictory.add(key);
    elements.show(key);
    for (const element of listOf(table, operations, at)) {
      const append = elements.find(element);
      const writer = append < 0 ? -1 : (transactions[append] as number);
      if (writer >= 0 && table.outcomes[writer] !== aborted) seen[writer] = 1;
    }
  }
  return { seen, contradictory };
}
