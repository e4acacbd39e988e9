/** Integers of 32 bits, added one by one. */
export class Numbers {
  #held = new Int32Array(64);
  length = 0;

  push(number: number): void {
    if (this.length === this.#held.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#held);
      this.#held = larger;
    }
    this.#held[this.length++] = number;
  }

  at(place: number): number {
    return this.#held[place] as number;
  }
}
