/** Values of which the least is always at hand. Equal values keep no order: `isLess` must be total. */
export class Heap<T> {
  readonly #values: T[] = [];
  readonly #isLess: (a: T, b: T) => boolean;

  constructor(isLess: (a: T, b: T) => boolean) {
    this.#isLess = isLess;
  }

  get size(): number {
    return this.#values.length;
  }

  get least(): T | undefined {
    return this.#values[0];
  }

  add(value: T): void {
    this.#values.push(value);
    this.#rise(this.#values.length - 1);
  }

  /** Removes and returns the value at an index: 0 is the least, the others are in no particular order, but always the same. */
  takeAt(index: number): T | undefined {
    const taken = this.#values[index];
    const last = this.#values.pop();
    if (last === undefined || index >= this.#values.length) return taken;
    this.#values[index] = last;
    this.#sink(index);
    this.#rise(index);
    return taken;
  }

  #rise(from: number): void {
    const values = this.#values;
    const value = values[from] as T;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >>> 1;
      if (!this.#isLess(value, values[parent] as T)) break;
      values[index] = values[parent] as T;
      index = parent;
    }
    values[index] = value;
  }

  #sink(from: number): void {
    const values = this.#values;
    const value = values[from] as T;
    let index = from;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= values.length) break;
      if (child + 1 < values.length && this.#isLess(values[child + 1] as T, values[child] as T)) child += 1;
      if (!this.#isLess(values[child] as T, value)) break;
      values[index] = values[child] as T;
      index = child;
    }
    values[index] = value;
  }
}
