const lowest = -(2 ** 30);
const highest = 2 ** 31 - 1;

/**
 * A 32-bit number for every element that JSON and a comparison with === can carry: small integers are their own, others
 * are numbered below all that are.
 */
export class ElementIds {
  readonly #others = new Map<unknown, number>();

  /** An object is equal to none. */
  idOf(element: unknown): number {
    if (typeof element === 'number' && element >= lowest && element <= highest && Number.isInteger(element)) {
      return element;
    }
    const known = this.#others.get(element);
    if (known !== undefined) return known;
    const id = lowest - 1 - this.#others.size;
    this.#others.set(element, id);
    return id;
  }
}

/** Whether a value can be an element: objects are compared by where they lie in memory, and are refused. */
export function isElement(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}
