const pageBits = 16;
const pageSize = 1 << pageBits;

/** Integers of 32 bits, added one by one: in pages, so that nothing is copied when there are more. */
export class Numbers {
  readonly #pages: Int32Array[] = [];
  length = 0;

  push(number: number): void {
    if (this.length === this.#pages.length << pageBits) this.#pages.push(new Int32Array(pageSize));
    (this.#pages[this.length >>> pageBits] as Int32Array)[this.length & (pageSize - 1)] = number;
    this.length += 1;
  }

  at(place: number): number {
    return (this.#pages[place >>> pageBits] as Int32Array)[place & (pageSize - 1)] as number;
  }
}
