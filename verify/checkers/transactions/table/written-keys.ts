/** Which transaction wrote which key. */
export class WrittenKeys {
  readonly #keys: number;
  readonly #pairs = new Set<number>();

  /** @param count of all keys */
  constructor(writers: Iterable<readonly [transaction: number, key: number]>, count: number) {
    this.#keys = count;
    for (const [transaction, key] of writers) this.#pairs.add(transaction * count + key);
  }

  has(transaction: number, key: number): boolean {
    return this.#pairs.has(transaction * this.#keys + key);
  }
}
