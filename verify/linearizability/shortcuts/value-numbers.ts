import { valueKey } from '../calls/value-key.ts';

/** Numbers by equal values of a history. Objects of one simple field, as versions are, are told apart without their JSON. */
export class ValueNumbers {
  readonly #numbers = new Map<unknown, number>();
  /** By the name of the only field: numbers by its value. */
  readonly #byField = new Map<string, Map<unknown, number>>();

  get(value: unknown): number | undefined {
    const field = onlyField(value);
    if (field === undefined) return this.#numbers.get(valueKey(value));
    return this.#byField.get(field)?.get((value as Readonly<Record<string, unknown>>)[field]);
  }

  /** False when the value has a number already: it gets the new one. */
  add(value: unknown, number: number): boolean {
    const field = onlyField(value);
    if (field === undefined) return grows(this.#numbers, valueKey(value), number);
    let numbers = this.#byField.get(field);
    if (numbers === undefined) {
      numbers = new Map();
      this.#byField.set(field, numbers);
    }
    return grows(numbers, (value as Readonly<Record<string, unknown>>)[field], number);
  }
}

function grows(numbers: Map<unknown, number>, key: unknown, number: number): boolean {
  const before = numbers.size;
  return numbers.set(key, number).size > before;
}

/** The name of the field of an object that has one, which holds no object. Undefined fields are none, as in JSON. */
function onlyField(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  let only: string | undefined;
  for (const name in value) {
    const inner = (value as Readonly<Record<string, unknown>>)[name];
    if (inner === undefined) continue;
    if (only !== undefined || typeof inner === 'object') return undefined;
    only = name;
  }
  return only;
}
