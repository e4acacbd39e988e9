import { jsonText } from '../../../history/json/exact-json.ts';

const lowest = -(2 ** 30);
const highest = 2 ** 31 - 1;

/**
 * A 32-bit number for every element that JSON and a comparison with === can carry: small integers are their own, others
 * are numbered below all that are.
 */
export class ElementIds {
  readonly #others = new Map<unknown, number>();

  /** @throws Error for an object */
  idOf(element: unknown): number {
    if (typeof element === 'number' && element >= lowest && element <= highest && Number.isInteger(element)) {
      return element;
    }
    const known = this.#others.get(element);
    if (known !== undefined) return known;
    if (typeof element === 'object' && element !== null) {
      throw new Error(`an element must be a string, a number or a boolean, got ${jsonText(element)}`);
    }
    const id = lowest - 1 - this.#others.size;
    this.#others.set(element, id);
    return id;
  }
}
