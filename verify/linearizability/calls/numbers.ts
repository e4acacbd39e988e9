/** Up to so many, an array is made faster than a typed one, of which there would be many in a history of many keys. */
const few = 1 << 12;

/** Integers of 32 bits, added one by one: as small as it can be where there are many, as fast where there are few. */
export class Numbers {
  readonly #few: number[] = [];
  #many: Int32Array | undefined;
  length = 0;

  push(number: number): void {
    if (this.#many === undefined) {
      this.#few.push(number);
      if (++this.length === few) this.#grow(this.#few);
      return;
    }
    if (this.length === this.#many.length) this.#grow(this.#many);
    this.#many[this.length++] = number;
  }

  at(place: number): number {
    return (this.#many ?? this.#few)[place] as number;
  }

  #grow(held: ArrayLike<number>): void {
    this.#many = new Int32Array(held.length * 2);
    this.#many.set(held);
  }
}

/** So many integers, all 0 at first. */
export function zeros(count: number): number[] | Int32Array {
  return count < few ? new Array<number>(count).fill(0) : new Int32Array(count);
}

/** The first ones of them. */
export function firstOf(numbers: number[] | Int32Array, count: number): ArrayLike<number> {
  if (numbers instanceof Int32Array) return numbers.subarray(0, count);
  numbers.length = count;
  return numbers;
}
