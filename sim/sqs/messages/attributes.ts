import { invalidParameter } from '../calls/errors.ts';
import { Parameters } from '../calls/parameters.ts';
import { isAllowedText } from './allowed-text.ts';

/** A value beside a message's body. Binary values are in base64. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** What stands beside a message's body, by names of the sender's choice. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** "A message can have up to 10 attributes." (Developer Guide, "Amazon SQS message metadata") */
const MOST_ATTRIBUTES = 10;
const LONGEST_NAME = 256;
const NAME = /^[\u00c0-\u017fa-zA-Z0-9_.-]*$/;
const RESERVED = /^(aws\.|amazon\.|\.)|\.\.|\.$/i;
const TYPE = /^(String|Number|Binary)(\..*)?$/s;
/** "Number … 38 digits of precision, … between 10^-128 and 10^+126." */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

function checkName(name: string): void {
  if (Buffer.byteLength(name) >= LONGEST_NAME)
    throw invalidParameter('Message (user) attribute names must be shorter than 256 Bytes');
  if (!NAME.test(name))
    throw invalidParameter(
      'Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ',
    );
  if (RESERVED.test(name))
    throw invalidParameter(
      "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
    );
}

function checkType(type: string | undefined): asserts type is string {
  if (!type) throw invalidParameter('Missing required parameter DataType');
  if (!TYPE.test(type))
    throw invalidParameter(
      `Type for parameter MessageAttributes.Attribute_name.DataType must be prefixedwith "String", "Binary", or "Number", but was: ${type}`,
    );
  if (Buffer.byteLength(type) >= LONGEST_NAME)
    throw invalidParameter('Message (user) attribute types must be shorter than 256 Bytes');
}

function readAttribute(name: string, given: unknown): MessageAttribute {
  checkName(name);
  const members = new Parameters(given, `The attribute ${name}`);
  const DataType = members.text('DataType');
  checkType(DataType);
  const [kind = ''] = DataType.split('.');
  const value = members.text(kind === 'Binary' ? 'BinaryValue' : 'StringValue');
  if (!value)
    throw invalidParameter(`Message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`);
  if (kind === 'Binary') return { BinaryValue: value, DataType };
  if (!isAllowedText(value))
    throw invalidParameter(
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  if (kind === 'Number' && !NUMBER.test(value))
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  return { StringValue: value, DataType };
}

/** The attributes of a message as they came; undefined if there are none. Throws AWS's errors. */
export function readAttributes(given: Readonly<Record<string, unknown>> | undefined): MessageAttributes | undefined {
  if (given === undefined) return undefined;
  const names = Object.keys(given);
  if (names.length === 0) return undefined;
  const read = Object.fromEntries(names.map((name) => [name, readAttribute(name, given[name])]));
  if (names.length > MOST_ATTRIBUTES)
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MOST_ATTRIBUTES}].`,
    );
  return read;
}

/** Of the attributes those that a receiver asked for: by name, by a prefix such as `shop.*`, or all. */
export function selectAttributes(
  attributes: MessageAttributes | undefined,
  asked: readonly string[],
): MessageAttributes | undefined {
  if (attributes === undefined || asked.length === 0) return undefined;
  if (asked.some((name) => name === 'All' || name === '.*')) return attributes;
  const prefixes = asked.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -2));
  const isAsked = (name: string) => asked.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
  const chosen = Object.entries(attributes).filter(([name]) => isAsked(name));
  return chosen.length === 0 ? undefined : Object.fromEntries(chosen);
}
