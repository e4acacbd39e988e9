import { nestedTooDeeply } from '../calls/errors.ts';
import { Violations } from './violations.ts';

/** Where a value stands: AWS words some of its complaints by it. */
export type Position = 'field' | 'element';

/** A part of AWS's model of a request. */
export interface Shape<T> {
  /** Whether a structure must have it. */
  readonly required?: true;
  /** What AWS says, alone, where it is missing; by default that it must not be null. */
  readonly missing?: string;
  /** Writes a value as AWS does in its complaints, where that is not as it came. */
  readonly show?: (value: unknown) => string;
  /**
   * Returns the value, typed. Throws a SerializationException for JSON of another type; what else is wrong goes into
   * `violations`, under the path `at`.
   */
  read(value: unknown, at: string, violations: Violations, position: Position): T;
}

/** What a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never;

/** A shape that a structure must have. */
export function required<T>(shape: Shape<T>): Shape<T> & { readonly required: true } {
  return { required: true, read: (...given) => shape.read(...given), ...(shape.show && { show: shape.show }) };
}

/** Reads a whole request. Throws SerializationException or ValidationException in AWS's own words. */
export function readRequest<T>(shape: Shape<T>, input: unknown): T {
  const violations = new Violations();
  try {
    const request = shape.read(input, '', violations, 'field');
    violations.throwAny();
    return request;
  } catch (error) {
    // The stack holds thousands of levels, and a value may have 32.
    if (error instanceof RangeError) throw nestedTooDeeply();
    throw error;
  }
}
