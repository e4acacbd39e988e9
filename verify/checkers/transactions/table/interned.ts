import { int32s } from '../graph/working-memory.ts';

const direct = 1 << 20;

/**
 * Numbers 0, 1, 2, ... for values that compare by ===, in the order in which they were first seen. Small integers are
 * looked up in an array, because a map costs several times as much a look and is asked for every micro-operation.
 */
export class Interned<Value> {
  /** The values by number. */
  readonly values: Value[] = [];
  #small = int32s(256);
  readonly #others = new Map<Value, number>();

  /** Its number, a new one when it was never seen. */
  idOf(value: Value): number {
    if (typeof value !== 'number' || value < 0 || value >= direct || !Number.isInteger(value))
      return this.#other(value);
    if (value >= this.#small.length) this.#grow(value);
    const known = this.#small[value] as number;
    if (known > 0) return known - 1;
    this.#small[value] = this.values.push(value);
    return this.values.length - 1;
  }

  #other(value: Value): number {
    const known = this.#others.get(value);
    if (known !== undefined) return known;
    this.#others.set(value, this.values.length);
    return this.values.push(value) - 1;
  }

  #grow(value: number): void {
    const wider = int32s(2 ** (32 - Math.clz32(value)));
    wider.set(this.#small);
    this.#small = wider;
  }
}
