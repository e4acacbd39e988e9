import { missingParameter, SqsError } from './errors.ts';

const mistyped = (name: string, expected: string, given: unknown) =>
  new SqsError('SerializationException', `${name} is ${JSON.stringify(given)}, where SQS's protocol has ${expected}`);

/** The members of a request, or of a part of one. Unknown ones are passed over and null means absent, as on AWS. */
export class Parameters {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(input: unknown, name = 'The request') {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) throw mistyped(name, 'an object', input);
    this.#members = input as Readonly<Record<string, unknown>>;
  }

  #given(name: string): unknown {
    const value = this.#members[name];
    return value === null ? undefined : value;
  }

  /** A text, if there is one. */
  text(name: string): string | undefined {
    const value = this.#given(name);
    if (value === undefined || typeof value === 'string') return value;
    throw mistyped(name, 'a string', value);
  }

  /** A text that the request must have. */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missingParameter(name);
    return value;
  }

  /** A whole number, if there is one. */
  integer(name: string): number | undefined {
    const value = this.#given(name);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    throw mistyped(name, 'a whole number', value);
  }

  /** A whole number that the request must have. */
  requiredInteger(name: string): number {
    const value = this.integer(name);
    if (value === undefined) throw missingParameter(name);
    return value;
  }

  /** Texts in their order; none if there is no list. */
  texts(name: string): readonly string[] {
    const value = this.#given(name) ?? [];
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
    throw mistyped(name, 'a list of strings', value);
  }

  /** Texts by names of the caller's choice, if there are any. */
  textMap(name: string): Readonly<Record<string, string>> | undefined {
    const value = this.map(name);
    if (value === undefined) return undefined;
    for (const one of Object.values(value))
      if (typeof one !== 'string') throw mistyped(name, 'a map of strings', value);
    return value as Readonly<Record<string, string>>;
  }

  /** Values by names of the caller's choice, if there are any. */
  map(name: string): Readonly<Record<string, unknown>> | undefined {
    const value = this.#given(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) throw mistyped(name, 'a map', value);
    return value as Readonly<Record<string, unknown>>;
  }

  /** Structures in their order, which the request must have. */
  requiredList(name: string): readonly Parameters[] {
    const value = this.#given(name);
    if (value === undefined) throw missingParameter(name);
    if (!Array.isArray(value)) throw mistyped(name, 'a list', value);
    return value.map((one) => new Parameters(one, `A member of ${name}`));
  }
}
