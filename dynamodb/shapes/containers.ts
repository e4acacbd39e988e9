import { serializationError } from '../calls/errors.ts';
import { dictionary } from '../values/dictionary.ts';
import type { Position, Read, Shape } from './shape.ts';

const PACKAGE = 'com.amazonaws.dynamodb.v20120810.';

type Fields = Readonly<Record<string, Shape<unknown>>>;
type RequiredNames<F extends Fields> = {
  [Name in keyof F]: F[Name] extends { readonly required: true } ? Name : never;
}[keyof F];

/** What a structure reads: required members are there, the others perhaps. */
type Structure<F extends Fields> = {
  readonly [Name in RequiredNames<F>]: Read<F[Name]>;
} & {
  readonly [Name in Exclude<keyof F, RequiredNames<F>>]?: Read<F[Name]>;
};

interface Sizes {
  readonly min?: number;
  readonly max?: number;
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const within = (at: string, name: string) => (at === '' ? name : `${at}.${name}`);

function notAnObject(value: unknown, javaClass: string, position: Position): Error {
  if (Array.isArray(value)) return serializationError(`Unrecognized collection type ${javaClass}`);
  return serializationError(position === 'field' ? 'Unexpected field type' : 'Unexpected value type in payload');
}

/** Members by name. Unknown ones are passed over and null means absent, as on AWS. `name` is AWS's name of the structure. */
export function structure<F extends Fields>(name: string, fields: F): Shape<Structure<F>> {
  const members = Object.entries(fields).map(([member, shape]) => ({ member, path: lowerFirst(member), shape }));
  return {
    read(value, at, violations, position) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw notAnObject(value, `class ${PACKAGE}${name}`, position);
      const read: Record<string, unknown> = {};
      for (const { member, path, shape } of members) {
        const given = (value as Record<string, unknown>)[member];
        if (given !== undefined && given !== null) {
          read[member] = shape.read(given, within(at, path), violations, 'field');
        } else if (shape.missing !== undefined) {
          violations.refuse(shape.missing);
        } else if (shape.required) {
          violations.add(within(at, path), null, 'Member must not be null');
        }
      }
      return read as Structure<F>;
    },
  };
}

/** A list whose elements have one shape. */
export function list<T>(element: Shape<T>, { min, max }: Sizes = {}): Shape<readonly T[]> {
  return {
    read(value, at, violations) {
      if (!Array.isArray(value))
        throw serializationError(
          typeof value === 'object' ? 'Start of structure or map found where not expected' : 'Unexpected field type',
        );
      if (min !== undefined && value.length < min)
        violations.add(at, value, `Member must have length greater than or equal to ${min}`);
      if (max !== undefined && value.length > max)
        violations.add(at, value, `Member must have length less than or equal to ${max}`);
      return value
        .filter((given) => given !== null)
        .map((given, index) => element.read(given, `${at}.${index + 1}.member`, violations, 'element'));
    },
  };
}

/** Values of one shape under keys of the caller's choice. `name` is AWS's name of the values' type. */
export function map<T>(name: string, element: Shape<T>, sizes: Sizes = {}): Shape<Readonly<Record<string, T>>> {
  const javaClass = `java.util.Map<java.lang.String, ${name.includes('.') ? name : PACKAGE + name}>`;
  return {
    read(value, at, violations) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw notAnObject(value, javaClass, 'field');
      const read = dictionary<T>();
      const keys = Object.keys(value);
      if (sizes.min !== undefined && keys.length < sizes.min)
        violations.add(at, value, `Member must have length greater than or equal to ${sizes.min}`);
      if (sizes.max !== undefined && keys.length > sizes.max)
        violations.add(at, value, `Member must have length less than or equal to ${sizes.max}`);
      for (const key of keys) {
        const given = (value as Record<string, unknown>)[key];
        if (given !== null && given !== undefined)
          read[key] = element.read(given, `${at}.${key}.member`, violations, 'element');
      }
      return read;
    },
  };
}
