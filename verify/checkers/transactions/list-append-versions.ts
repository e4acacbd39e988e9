import type { List, ListOperations } from './list-append-operations.ts';
import { aborted, committed, type TransactionTable } from './transaction-table.ts';

/** Longer than any list. */
export const never = 2 ** 31 - 1;

/** Every version that a key is known to have had, one place an element, all keys in one row. */
export interface Versions {
  /** By key: its first place. */
  readonly offsets: Int32Array;
  /** By place: the append that made it; -1: none is known. */
  readonly appends: Int32Array;
  /** By place: who wrote it; -1: nobody, or one that was aborted. */
  readonly writers: Int32Array;
  /** By key: the length of the shortest list that holds an element twice, that was aborted, that nobody appended. */
  readonly doubled: Int32Array;
  readonly dirty: Int32Array;
  readonly unwritten: Int32Array;
  /** By append: 1 when it has a place. */
  readonly placed: Uint8Array;
}

/** The longest list that was read of each key tells its versions. O(elements). */
export function versionsOf(table: TransactionTable, { keys, appends, longest }: ListOperations): Versions {
  const offsets = new Int32Array(keys.length + 1);
  for (const [key, list] of longest.entries()) offsets[key + 1] = (offsets[key] as number) + list.length;
  const places = offsets[keys.length] as number;
  const versions = {
    offsets,
    appends: new Int32Array(places).fill(-1),
    writers: new Int32Array(places).fill(-1),
    doubled: new Int32Array(keys.length).fill(never),
    dirty: new Int32Array(keys.length).fill(never),
    unwritten: new Int32Array(keys.length).fill(never),
    placed: new Uint8Array(appends.size),
  };
  for (const [key, list] of longest.entries()) {
    for (let at = 0; at < list.length; at += 1) {
      const element = list[at];
      const place = (offsets[key] as number) + at;
      const entry = appends.find(key, element);
      const flaw = entry < 0 ? versions.unwritten : versions.placed[entry] === 1 ? versions.doubled : undefined;
      if (flaw !== undefined) {
        flaw[key] = Math.min(flaw[key] as number, at + 1);
        continue;
      }
      versions.placed[entry] = 1;
      versions.appends[place] = entry;
      const writer = appends.writers[entry] as number;
      if (table.outcomes[writer] === aborted) versions.dirty[key] = Math.min(versions.dirty[key] as number, at + 1);
      else versions.writers[place] = writer;
    }
  }
  return versions;
}

/**
 * By key, who appended what no read has seen: it came after all that was seen. A transaction of unknown outcome counts
 * when anything else of it was seen. Keys whose lists contradict each other are left out: nothing follows from them.
 */
export function unplacedOf(
  table: TransactionTable,
  { appends, readers, readKeys, lists }: ListOperations,
  { placed }: Versions,
  compatible: Uint8Array,
): Map<number, number[]> {
  const seen = new Uint8Array(table.size);
  const contradictory = new Set<number>();
  for (let t = 0; t < table.size; t += 1) if (table.outcomes[t] === committed) seen[t] = 1;
  for (let entry = 0; entry < appends.size; entry += 1) {
    const writer = appends.writers[entry] as number;
    if (placed[entry] === 1 && table.outcomes[writer] !== aborted) seen[writer] = 1;
  }
  for (let read = 0; read < readers.length; read += 1) {
    if (compatible[read] === 1) continue;
    const key = readKeys[read] as number;
    contradictory.add(key);
    for (const element of lists[read] as List) {
      const entry = appends.find(key, element);
      const writer = entry < 0 ? -1 : (appends.writers[entry] as number);
      if (writer >= 0 && table.outcomes[writer] !== aborted) seen[writer] = 1;
    }
  }
  const unplaced = new Map<number, number[]>();
  for (let entry = 0; entry < appends.size; entry += 1) {
    const writer = appends.writers[entry] as number;
    const key = appends.keys[entry] as number;
    if (placed[entry] === 1 || seen[writer] === 0 || contradictory.has(key)) continue;
    const writers = unplaced.get(key);
    if (writers === undefined) unplaced.set(key, [writer]);
    else writers.push(writer);
  }
  return unplaced;
}
