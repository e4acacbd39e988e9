import type { WriteTable } from './write-table.ts';

/** Which transaction wrote which key. */
export class WrittenKeys {
  readonly #keys: number;
  readonly #pairs = new Set<number>();

  /** @param count of all keys */
  constructor({ size, keys, writers }: WriteTable, count: number) {
    this.#keys = count;
    for (let write = 0; write < size; write += 1) {
      this.#pairs.add((writers[write] as number) * count + (keys[write] as number));
    }
  }

  has(transaction: number, key: number): boolean {
    return this.#pairs.has(transaction * this.#keys + key);
  }
}
