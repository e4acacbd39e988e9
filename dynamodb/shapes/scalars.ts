import { serializationError } from '../calls/errors.ts';
import { readBase64 } from '../values/binary.ts';
import type { Shape } from './shape.ts';

function kindOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  return 'STRING_VALUE';
}

function mismatch(value: unknown, type: string): Error {
  if (Array.isArray(value)) return serializationError(`Unrecognized collection type class java.lang.${type}`);
  if (typeof value === 'object') return serializationError('Start of structure or map found where not expected');
  return serializationError(`${kindOf(value)} cannot be converted to ${type}`);
}

interface TextConstraints {
  readonly min?: number;
  readonly max?: number;
  /** A regular expression for the whole text. */
  readonly pattern?: string;
  /** All values that are allowed, in the order in which AWS lists them. */
  readonly oneOf?: readonly string[];
}

/** A text, within its constraints. */
export function text<Value extends string = string>(constraints: TextConstraints = {}): Shape<Value> {
  const { min, max, pattern, oneOf } = constraints;
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`);
  return {
    read(value, at, violations) {
      if (typeof value !== 'string') throw mismatch(value, 'String');
      if (whole !== undefined && !whole.test(value))
        violations.add(at, value, `Member must satisfy regular expression pattern: ${pattern}`);
      if (min !== undefined && value.length < min)
        violations.add(at, value, `Member must have length greater than or equal to ${min}`);
      if (max !== undefined && value.length > max)
        violations.add(at, value, `Member must have length less than or equal to ${max}`);
      if (oneOf !== undefined && !oneOf.includes(value))
        violations.add(at, value, `Member must satisfy enum value set: [${oneOf.join(', ')}]`);
      return value as Value;
    },
  };
}

/** One of the texts, in the order in which AWS lists them. */
export function oneOf<const Values extends readonly string[]>(values: Values): Shape<Values[number]> {
  return text<Values[number]>({ oneOf: values });
}

/** A whole number; what stands behind its point is dropped, as AWS does. */
export function integer(
  constraints: { readonly min?: number; readonly max?: number } = {},
  type: 'Integer' | 'Long' = 'Integer',
): Shape<number> {
  const { min, max } = constraints;
  return {
    read(value, at, violations) {
      if (typeof value !== 'number') throw mismatch(value, type);
      const whole = Math.floor(value);
      if (min !== undefined && whole < min)
        violations.add(at, whole, `Member must have value greater than or equal to ${min}`);
      if (max !== undefined && whole > max)
        violations.add(at, whole, `Member must have value less than or equal to ${max}`);
      return whole;
    },
  };
}

const spelled = new Map([
  ['TRUE', true],
  ['1', true],
  ['YES', true],
  ['FALSE', false],
  ['0', false],
  ['NO', false],
]);

/** True or false; AWS takes a few words for them too. */
export const flag: Shape<boolean> = {
  read(value) {
    if (typeof value === 'boolean') return value;
    if (typeof value !== 'string') throw mismatch(value, 'Boolean');
    const truth = spelled.get(value.toUpperCase());
    if (truth === undefined) throw serializationError('Unexpected token received from parser');
    return truth;
  },
};

/** Bytes in base64. */
export const blob: Shape<string> = {
  read(value) {
    if (Array.isArray(value)) throw serializationError('Unrecognized collection type class java.nio.ByteBuffer');
    if (typeof value === 'object') throw serializationError('Start of structure or map found where not expected');
    if (typeof value !== 'string') throw serializationError('only base-64-encoded strings are convertible to bytes');
    return readBase64(value);
  },
};
