const CHUNK = 512;

/** Entries in their order, of which copies cost little: full chunks are shared, as nothing in them changes. */
export class Log<T> {
  #full: (readonly T[])[] = [];
  #last: T[] = [];

  get length(): number {
    return this.#full.length * CHUNK + this.#last.length;
  }

  at(index: number): T {
    return (this.#full[Math.floor(index / CHUNK)] ?? this.#last)[index % CHUNK] as T;
  }

  append(entry: T): void {
    this.#last.push(entry);
    if (this.#last.length < CHUNK) return;
    this.#full.push(this.#last);
    this.#last = [];
  }

  /** Where the entries begin that are not `isBefore`, if all that are stand before all that are not. */
  search(isBefore: (entry: T) => boolean): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.at(middle))) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** At most `limit` entries from an index on. */
  slice(from: number, limit: number): readonly T[] {
    const length = Math.max(0, Math.min(limit, this.length - from));
    return Array.from({ length }, (_, index) => this.at(from + index));
  }

  copy(): Log<T> {
    const copy = new Log<T>();
    copy.#full = [...this.#full];
    copy.#last = [...this.#last];
    return copy;
  }
}
