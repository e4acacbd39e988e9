import { nestedTooDeeply, validationError } from '../calls/errors.ts';
import type { AttributeValue, Item } from './attribute-value.ts';
import { readNumber } from './decimal.ts';
import { dictionary } from './dictionary.ts';

/** A value as it came: JSON of the right types, nothing more. */
export type ValueInput = {
  readonly [Type in 'S' | 'N' | 'B']?: string;
} & {
  readonly [Type in 'SS' | 'NS' | 'BS']?: readonly string[];
} & {
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly L?: readonly ValueInput[];
  readonly M?: Readonly<Record<string, ValueInput>>;
};

/** Attributes as they came. */
export type ItemInput = Readonly<Record<string, ValueInput>>;

const MAX_DEPTH = 32;
const MAX_NAME_BYTES = 65_535;

const invalid = (what: string) => validationError(`One or more parameter values were invalid: ${what}`);

type Reader = (content: never, depth: number) => AttributeValue;

function distinct(members: readonly string[], complaint: () => string): readonly string[] {
  if (members.length > 1 && new Set(members).size < members.length) throw validationError(complaint());
  return members;
}

function present(members: readonly string[], complaint: string): readonly string[] {
  if (members.length === 0) throw invalid(complaint);
  return [...members];
}

function readTrue(truth: boolean): AttributeValue {
  if (!truth) throw invalid('Null attribute value types must have the value of true');
  return { NULL: true };
}

function readStrings(given: readonly string[]): AttributeValue {
  const members = present(given, 'An string set  may not be empty');
  const complaint = () => invalid(`Input collection [${members.join(', ')}] contains duplicates.`).message;
  return { SS: distinct(members, complaint) };
}

function readNumbers(given: readonly string[]): AttributeValue {
  const members = present(given, 'An number set  may not be empty').map(readNumber);
  return { NS: distinct(members, () => 'Input collection contains duplicates') };
}

function readBinaries(given: readonly string[]): AttributeValue {
  const members = present(given, 'Binary sets should not be empty');
  const complaint = () => invalid(`Input collection [${members.join(', ')}]of type BS contains duplicates.`).message;
  return { BS: distinct(members, complaint) };
}

const readers = new Map<string, Reader>([
  ['S', (text: string) => ({ S: text })],
  ['N', (text: string) => ({ N: readNumber(text) })],
  ['B', (base64: string) => ({ B: base64 })],
  ['BOOL', (truth: boolean) => ({ BOOL: truth })],
  ['NULL', readTrue],
  ['SS', readStrings],
  ['NS', readNumbers],
  ['BS', readBinaries],
  ['L', (elements: readonly ValueInput[], depth) => ({ L: elements.map((element) => readValue(element, depth + 1)) })],
  ['M', (members: ItemInput, depth) => ({ M: readItem(members, depth + 1) })],
]);

/**
 * Reads a value: checks all that AWS checks of one alone, and returns a copy in canonical form. `depth` counts the lists and
 * maps around it.
 */
export function readValue(input: ValueInput, depth = 0): AttributeValue {
  checkLevel(depth);
  let value: AttributeValue | undefined;
  let types = 0;
  for (const type in input) {
    const content = input[type as keyof ValueInput];
    if (content === undefined || content === null) continue;
    const reader = readers.get(type);
    if (reader === undefined) continue;
    value = reader(content as never, depth);
    types += 1;
  }
  if (value === undefined)
    throw validationError('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  if (types > 1)
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  return value;
}

/** Reads the attributes of an item or of a map, as `readValue`. */
export function readItem(input: ItemInput, depth = 0): Item {
  const item = dictionary<AttributeValue>();
  for (const name of Object.keys(input)) {
    checkName(name);
    item[name] = readValue(input[name] as ValueInput, depth);
  }
  return item;
}

function checkLevel(depth: number): void {
  if (depth >= MAX_DEPTH) throw nestedTooDeeply();
}

/** Checks that an item that was put together is not nested too deeply, as `readValue` does. */
export function checkDepth(item: Item, depth = 0): void {
  for (const value of Object.values(item)) checkValueDepth(value, depth);
}

function checkValueDepth(value: AttributeValue, depth: number): void {
  checkLevel(depth);
  if ('M' in value) checkDepth(value.M, depth + 1);
  else if ('L' in value) for (const element of value.L) checkValueDepth(element, depth + 1);
}

/** Checks the name of an attribute: at least one byte, at most 65,535. */
export function checkName(name: string): void {
  if (name === '') throw invalid('Empty attribute name');
  if (name.length > MAX_NAME_BYTES / 3 && Buffer.byteLength(name, 'utf8') > MAX_NAME_BYTES)
    throw invalid(`Attribute name is too large, must be less than ${MAX_NAME_BYTES + 1} bytes`);
}
