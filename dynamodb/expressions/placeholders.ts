import { validationError } from '../calls/errors.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { checkName, type ItemInput, readValue, type ValueInput } from '../values/read-value.ts';
import { valueSize } from '../values/size.ts';
import type { PathSyntax, ValueSyntax } from './syntax/operand.ts';

/** A document path: names of attributes and positions in lists. */
export type Path = readonly (string | number)[];

/** The parameters of a request that its expressions refer to. */
export interface PlaceholderInput {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: ItemInput;
}

const NAME = /^#[0-9a-zA-Z_]+$/;
const VALUE = /^:[0-9a-zA-Z_]+$/;

function checkKeys(parameter: string, keys: readonly string[], pattern: RegExp): void {
  if (keys.length === 0) throw validationError(`${parameter} must not be empty`);
  const bad = keys.find((key) => !pattern.test(key));
  if (bad !== undefined) throw validationError(`${parameter} contains invalid key: Syntax error; key: "${bad}"`);
}

function readNamed(key: string, input: ValueInput): AttributeValue {
  try {
    return readValue(input);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw validationError(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
  }
}

/** What `#name` and `:value` stand for in the expressions of one request, and which of them were used. */
export class Placeholders {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values = new Map<string, AttributeValue>();
  readonly #used = new Set<string>();

  /** Throws AWS's ValidationException for placeholders that are malformed or stand for something that cannot be. */
  constructor({ ExpressionAttributeNames: names, ExpressionAttributeValues: values }: PlaceholderInput) {
    this.#names = names ?? {};
    if (names !== undefined) {
      checkKeys('ExpressionAttributeNames', Object.keys(names), NAME);
      Object.values(names).forEach(checkName);
    }
    if (values !== undefined) {
      checkKeys('ExpressionAttributeValues', Object.keys(values), VALUE);
      for (const [key, value] of Object.entries(values)) this.#values.set(key, readNamed(key, value));
    }
  }

  /** What all values count, in bytes. */
  get bytes(): number {
    let bytes = 0;
    for (const value of this.#values.values()) bytes += valueSize(value);
    return bytes;
  }

  /** The path of attributes that a written one means. `kind` is the parameter that it stands in. */
  path(kind: string, { steps }: PathSyntax): Path {
    return steps.map((step) => (typeof step === 'string' && step.startsWith('#') ? this.#name(kind, step) : step));
  }

  #name(kind: string, placeholder: string): string {
    const name = this.#names[placeholder];
    if (name === undefined)
      throw validationError(
        `Invalid ${kind}: An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      );
    this.#used.add(placeholder);
    return name;
  }

  /** The value that a placeholder stands for. */
  value(kind: string, { placeholder }: ValueSyntax): AttributeValue {
    const value = this.#values.get(placeholder);
    if (value === undefined)
      throw validationError(
        `Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    this.#used.add(placeholder);
    return value;
  }

  /** Throws if a placeholder was given that no expression used. */
  checkAllUsed(): void {
    this.#checkUsed('ExpressionAttributeNames', Object.keys(this.#names));
    this.#checkUsed('ExpressionAttributeValues', [...this.#values.keys()]);
  }

  #checkUsed(parameter: string, given: readonly string[]): void {
    const unused = given.filter((key) => !this.#used.has(key));
    if (unused.length > 0)
      throw validationError(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
  }
}
