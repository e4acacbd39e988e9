import { serializationError } from '../calls/errors.ts';
import { dictionary } from '../values/dictionary.ts';
import type { Position, Read, Shape } from './shape.ts';

const PACKAGE = 'com.amazonaws.dynamodb.v20120810.';

type Values = Readonly<Record<string, unknown>>;
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

/** What AWS says, of all things, where a list or map inside another was expected. */
const CAST_FAILED =
  "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";

interface Sizes {
  readonly min?: number;
  readonly max?: number;
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const show = (shape: Shape<unknown>, value: unknown) =>
  shape.show === undefined || value === null ? String(value) : shape.show(value);
const within = (at: string, name: string) => (at === '' ? name : `${at}.${name}`);

function notAnObject(value: unknown, javaClass: string, position: Position, inElement: string): Error {
  if (Array.isArray(value)) return serializationError(`Unrecognized collection type ${javaClass}`);
  return serializationError(position === 'field' ? 'Unexpected field type' : inElement);
}

/** Members by name. Unknown ones are passed over and null means absent, as on AWS. `name` is AWS's name of the structure. */
export function structure<F extends Fields>(name: string, fields: F): Shape<Structure<F>> {
  const members = Object.entries(fields).map(([member, shape]) => ({ member, path: lowerFirst(member), shape }));
  return {
    show(value) {
      const given = members.filter(({ member }) => member in (value as object));
      const shown = given.map(({ member, path, shape }) => `${path}=${show(shape, (value as Values)[member])}`);
      return `${name}(${shown.join(', ')})`;
    },
    read(value, at, violations, position) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw notAnObject(value, `class ${PACKAGE}${name}`, position, 'Unexpected value type in payload');
      const read: Record<string, unknown> = {};
      for (const { member, path, shape } of members) {
        const given = (value as Values)[member];
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

/** A structure of which few members are there: it is read in the order in which they came, and none must be. */
export function sparse<F extends Fields>(name: string, fields: F): Shape<Structure<F>> {
  const shapes = new Map(
    Object.entries(fields).map(([member, shape]) => [member, { path: lowerFirst(member), shape }]),
  );
  const javaClass = `class ${PACKAGE}${name}`;
  return {
    show: structure(name, fields).show as (value: unknown) => string,
    read(value, at, violations, position) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw notAnObject(value, javaClass, position, 'Unexpected value type in payload');
      const read: Record<string, unknown> = {};
      for (const member in value) {
        const known = shapes.get(member);
        const given = (value as Values)[member];
        if (known !== undefined && given !== undefined && given !== null)
          read[member] = known.shape.read(given, within(at, known.path), violations, 'field');
      }
      return read as Structure<F>;
    },
  };
}

/** A list whose elements have one shape. */
export function list<T>(element: Shape<T>, { min, max }: Sizes = {}): Shape<readonly T[]> {
  const showAll = (value: unknown) => `[${(value as unknown[]).map((part) => show(element, part)).join(', ')}]`;
  return {
    show: showAll,
    read(value, at, violations, position) {
      if (!Array.isArray(value)) {
        const scalar = position === 'field' ? 'Unexpected field type' : CAST_FAILED;
        throw serializationError(
          typeof value === 'object' ? 'Start of structure or map found where not expected' : scalar,
        );
      }
      if (min !== undefined && value.length < min)
        violations.add(at, showAll(value), `Member must have length greater than or equal to ${min}`);
      if (max !== undefined && value.length > max)
        violations.add(at, showAll(value), `Member must have length less than or equal to ${max}`);
      const read: T[] = [];
      for (const [index, given] of value.entries()) {
        const path = `${at}.${index + 1}.member`;
        if (given === null) violations.add(path, null, 'Member must not be null');
        else read.push(element.read(given, path, violations, 'element'));
      }
      return read;
    },
  };
}

/** What AWS asks of a map besides the shape of its values. */
interface MapConstraints {
  readonly max?: number;
  /** What AWS says, alone, of a map without keys, if it takes none. */
  readonly empty?: string;
  /** Whether keys can be, in AWS's words, and what it asks of them. */
  readonly keys?: { readonly allows: (key: string) => boolean; readonly told: readonly string[] };
  /** How many elements the lists have that are its values. */
  readonly values?: Required<Sizes>;
}

const withinSizes = (length: number, { min = 0, max = Number.POSITIVE_INFINITY }: Sizes) =>
  length >= min && length <= max;

/** Values of one shape under keys of the caller's choice. `name` is AWS's name of the values' type. */
export function map<T>(
  name: string,
  element: Shape<T>,
  { keys: allowed, values, max, empty }: MapConstraints = {},
): Shape<Readonly<Record<string, T>>> {
  const javaClass = `java.util.Map<java.lang.String, ${name.includes('.') ? name : PACKAGE + name}>`;
  const showAll = (value: unknown) =>
    `{${Object.entries(value as Values)
      .map(([key, part]) => `${key}=${show(element, part)}`)
      .join(', ')}}`;
  return {
    show: showAll,
    read(value, at, violations, position) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw notAnObject(value, javaClass, position, CAST_FAILED);
      const given = value as Values;
      const keys = Object.keys(given);
      if (empty !== undefined && keys.length === 0) violations.refuse(empty);
      if (max !== undefined && keys.length > max)
        violations.add(at, showAll(value), `Member must have length less than or equal to ${max}`);
      if (values !== undefined && keys.some((key) => !withinSizes((given[key] as unknown[])?.length, values)))
        violations.add(
          at,
          showAll(value),
          `Map value must satisfy constraint: [Member must have length less than or equal to ${values.max}, Member must have length greater than or equal to ${values.min}]`,
        );
      if (allowed !== undefined && !keys.every(allowed.allows))
        violations.add(at, showAll(value), `Map keys must satisfy constraint: [${allowed.told.join(', ')}]`);
      const read = dictionary<T>();
      for (const key of keys) {
        const content = given[key];
        if (content !== null && content !== undefined)
          read[key] = element.read(content, `${at}.${key}.member`, violations, 'element');
      }
      return read;
    },
  };
}
