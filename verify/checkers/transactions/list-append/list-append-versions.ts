import type { Key } from '../../../history/event.ts';
import { int32s } from '../graph/working-memory.ts';
import { aborted, eventOf, operationsOf, type TransactionTable, writtenTwice } from '../table/transaction-table.ts';
import { isAppend, isPlaced, type ListOperations } from './list-append-operations.ts';

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
  /** By key: the length of the shortest list that holds an element before, or without, one that its writer appended first. */
  readonly misordered: Int32Array;
}

/**
 * The longest list that was read of each key tells its versions. Key by key, so that one small table of elements, used
 * again for each, is all that is looked into. O(elements).
 * @throws EventError when an element is appended to a key twice: nobody could tell then which of the two was read
 */
export function versionsOf(table: TransactionTable, operations: ListOperations): Versions {
  const { keys, longest, transactions, flags, before } = operations;
  const offsets = int32s(keys.length + 1);
  for (let key = 0; key < keys.length; key += 1) {
    offsets[key + 1] = (offsets[key] as number) + (longest[key] as readonly unknown[]).length;
  }
  const places = offsets[keys.length] as number;
  const versions = {
    offsets,
    appends: int32s(places),
    writers: int32s(places),
    doubled: int32s(keys.length).fill(never),
    dirty: int32s(keys.length).fill(never),
    unwritten: int32s(keys.length).fill(never),
    misordered: int32s(keys.length).fill(never),
  };
  const elements = new KeyElements(table, operations);
  for (let key = 0; key < keys.length; key += 1) {
    elements.show(key);
    const list = longest[key] as readonly unknown[];
    const offset = offsets[key] as number;
    for (let at = 0; at < list.length; at += 1) {
      const append = elements.find(list[at]);
      const known = append >= 0 && ((flags[append] as number) & isPlaced) === 0;
      versions.appends[offset + at] = known ? append : -1;
      versions.writers[offset + at] = -1;
      if (!known) {
        const flaw = append < 0 ? versions.unwritten : versions.doubled;
        flaw[key] = Math.min(flaw[key] as number, at + 1);
        continue;
      }
      flags[append] = (flags[append] as number) | isPlaced;
      const writer = transactions[append] as number;
      const first = before[append] as number;
      if (first >= 0 && transactions[first] === writer && ((flags[first] as number) & isPlaced) === 0) {
        versions.misordered[key] = Math.min(versions.misordered[key] as number, at + 1);
      }
      if (table.outcomes[writer] === aborted) versions.dirty[key] = Math.min(versions.dirty[key] as number, at + 1);
      else versions.writers[offset + at] = writer;
    }
  }
  return versions;
}

/** What was appended to one key: an open-addressing table of element to append. */
export class KeyElements {
  readonly #table: TransactionTable;
  readonly #operations: ListOperations;
  /** By slot: the append, from 1; 0: none. */
  #slots = int32s(64);
  #shift = 26;
  #key = -1;

  constructor(table: TransactionTable, operations: ListOperations) {
    this.#table = table;
    this.#operations = operations;
  }

  /** Go over to a key. */
  show(key: number): void {
    if (key === this.#key) return;
    this.#key = key;
    const { before, lastAppends, values } = this.#operations;
    let count = 0;
    for (let append = lastAppends[key] as number; append >= 0; append = before[append] as number) count += 1;
    this.#shift = Math.min(26, Math.clz32(count * 2));
    const size = 2 ** (32 - this.#shift);
    if (size > this.#slots.length) this.#slots = int32s(size);
    else this.#slots.fill(0, 0, size);
    for (let append = lastAppends[key] as number; append >= 0; append = before[append] as number) {
      const slot = this.#slotOf(values[append] as number);
      if (this.#slots[slot] !== 0) throw this.#twice((this.#slots[slot] as number) - 1);
      this.#slots[slot] = append + 1;
    }
  }

  /** Who appended an element to the key: the operation, or -1. */
  find(element: unknown): number {
    return (this.#slots[this.#slotOf(this.#operations.elements.idOf(element))] as number) - 1;
  }

  #slotOf(id: number): number {
    const { values } = this.#operations;
    const mask = 2 ** (32 - this.#shift) - 1;
    let slot = Math.imul(id, 0x9e3779b1) >>> this.#shift;
    for (let append = this.#slots[slot] as number; append !== 0; append = this.#slots[slot] as number) {
      if (values[append - 1] === id) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #twice(append: number): Error {
    const { transactions, first, keys, flags } = this.#operations;
    const t = transactions[append] as number;
    // Of a transaction that did not commit only the appends are operations here.
    const written = operationsOf(this.#table, t).filter(([f]) => f === 'append');
    const earlier = flags.subarray(first[t], append).filter((bits) => (bits & isAppend) !== 0).length;
    return writtenTwice(eventOf(this.#table, t), keys[this.#key] as Key, written[earlier]?.[2]);
  }
}
