import { valueKey } from '../calls/value-key.ts';

/** Integers below this are looked up in an array: a map takes ten times as much for each. */
const direct = 1 << 20;

/** Numbers by equal values of a history. Objects of one simple field, as versions are, are told apart without their JSON. */
export class ValueNumbers {
  readonly #numbers = new Map<unknown, number>();
  /** By the name of the only field: numbers by its value. */
  readonly #byField = new Map<string, Map<unknown, number>>();
  /** By small integer: its number, from 1; 0: it has none. */
  #small = new Int32Array(0);

  get(value: unknown): number | undefined {
    if (isSmall(value)) return (this.#small[value] ?? 0) - 1 < 0 ? undefined : (this.#small[value] as number) - 1;
    const field = onlyField(value);
    if (field === undefined) return this.#numbers.get(valueKey(value));
    return this.#byField.get(field)?.get((value as Readonly<Record<string, unknown>>)[field]);
  }

  /** False when the value has a number already: it gets the new one. */
  add(value: unknown, number: number): boolean {
    if (isSmall(value)) return this.#addSmall(value, number);
    const field = onlyField(value);
    if (field === undefined) return grows(this.#numbers, valueKey(value), number);
    let numbers = this.#byField.get(field);
    if (numbers === undefined) {
      numbers = new Map();
      this.#byField.set(field, numbers);
    }
    return grows(numbers, (value as Readonly<Record<string, unknown>>)[field], number);
  }

  #addSmall(value: number, number: number): boolean {
    if (value >= this.#small.length) {
      const larger = new Int32Array(Math.max(64, 2 ** (32 - Math.clz32(value))));
      larger.set(this.#small);
      this.#small = larger;
    }
    const isNew = this.#small[value] === 0;
    this.#small[value] = number + 1;
    return isNew;
  }
}

function isSmall(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < direct;
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
