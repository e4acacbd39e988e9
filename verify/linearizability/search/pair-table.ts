const fieldsOfEntry = 3;

/** A map from two non-negative integers to an integer, in open addressing over one typed array. Nothing leaves it. */
export class PairTable {
  #entries = new Int32Array(256 * fieldsOfEntry);
  #mask = 255;
  #size = 0;

  /** Bytes held. */
  get bytes(): number {
    return this.#entries.byteLength;
  }

  /** What is kept for a pair, if anything. */
  get(first: number, second: number): number | undefined {
    const at = this.#find(first, second);
    return this.#entries[at] === 0 ? undefined : this.#entries[at + 2];
  }

  set(first: number, second: number, value: number): void {
    const at = this.#find(first, second);
    const isNew = this.#entries[at] === 0;
    this.#entries[at] = first + 1;
    this.#entries[at + 1] = second;
    this.#entries[at + 2] = value;
    if (isNew && ++this.#size * 2 > this.#mask) this.#grow();
  }

  /** Where a pair is, or the free place where it would be. */
  #find(first: number, second: number): number {
    const entries = this.#entries;
    let place = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    place = (place ^ (place >>> 15)) & this.#mask;
    for (;;) {
      const at = place * fieldsOfEntry;
      const found = entries[at];
      if (found === 0 || (found === first + 1 && entries[at + 1] === second)) return at;
      place = (place + 1) & this.#mask;
    }
  }

  #grow(): void {
    const old = this.#entries;
    this.#entries = new Int32Array(old.length * 4);
    this.#mask = this.#mask * 4 + 3;
    for (let at = 0; at < old.length; at += fieldsOfEntry) {
      if (old[at] === 0) continue;
      const to = this.#find((old[at] as number) - 1, old[at + 1] as number);
      for (let n = 0; n < fieldsOfEntry; n++) this.#entries[to + n] = old[at + n] as number;
    }
  }
}
