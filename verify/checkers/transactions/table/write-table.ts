import { ElementIds } from './element-ids.ts';

/**
 * Which transaction wrote which element to which key: an open-addressing table of integers, because a million small
 * maps would take ten times the memory.
 */
export class WriteTable {
  #slots: Int32Array;
  #mask: number;
  readonly #ids = new ElementIds();
  #elements: Int32Array;
  /** By entry: the key. */
  keys: Int32Array;
  /** By entry: the transaction. */
  writers: Int32Array;
  size = 0;

  /** @param expected how many writes there may be: growing past it costs time, not truth */
  constructor(expected: number) {
    const entries = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 1.25)));
    this.#slots = new Int32Array(entries * 2);
    this.#mask = entries * 2 - 1;
    this.#elements = new Int32Array(entries);
    this.keys = new Int32Array(entries);
    this.writers = new Int32Array(entries);
  }

  /** Note a write. @returns the entry, or -1 - the entry that there already was */
  insert(key: number, element: unknown, writer: number): number {
    const id = this.#ids.idOf(element);
    let slot = hash(key, id) & this.#mask;
    for (;;) {
      const entry = (this.#slots[slot] as number) - 1;
      if (entry < 0) break;
      if (this.keys[entry] === key && this.#elements[entry] === id) return -1 - entry;
      slot = (slot + 1) & this.#mask;
    }
    const entry = this.size++;
    this.#slots[slot] = entry + 1;
    this.keys[entry] = key;
    this.#elements[entry] = id;
    this.writers[entry] = writer;
    if (this.size === this.keys.length) this.#grow();
    return entry;
  }

  /** The entry of an element of a key, or -1. */
  find(key: number, element: unknown): number {
    const id = this.#ids.idOf(element);
    for (let slot = hash(key, id) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const entry = (this.#slots[slot] as number) - 1;
      if (entry < 0 || (this.keys[entry] === key && this.#elements[entry] === id)) return entry;
    }
  }

  #grow(): void {
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const array = new Int32Array(old.length * 2);
      array.set(old);
      return array;
    };
    this.keys = wider(this.keys);
    this.#elements = wider(this.#elements);
    this.writers = wider(this.writers);
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#mask = this.#slots.length - 1;
    for (let entry = 0; entry < this.size; entry += 1) {
      let slot = hash(this.keys[entry] as number, this.#elements[entry] as number) & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = entry + 1;
    }
  }
}

function hash(key: number, element: number): number {
  const mixed = Math.imul(key, 0x9e3779b1) ^ Math.imul(element, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
