import { isDeepStrictEqual } from 'node:util';
import { jsonText } from '../../history/exact-json.ts';

/** Before a key that stands for JSON, so that no string of a history looks like it. */
const mark = '\u0001';

/**
 * The same primitive for equal values of a history, another for others: a key for a `Map`. Primitives are their own
 * keys; objects, and strings that look like the key of one, go by their JSON with sorted fields.
 */
export function valueKey(value: unknown): unknown {
  if (typeof value === 'string') return value.charCodeAt(0) === 1 ? mark + jsonText(value) : value;
  return typeof value === 'object' && value !== null ? mark + canonicalText(value) : value;
}

/** Whether two values of a history are equal: as JSON, whatever the order of fields. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && one !== null && isDeepStrictEqual(one, other));
}

/** JSON with sorted fields: the same text for equal values. */
export function canonicalText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return jsonText(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const each of value) text += text === '' ? canonicalText(each) : `,${canonicalText(each)}`;
    return `[${text}]`;
  }
  for (const name of Object.keys(value).sort()) {
    const field = (value as Readonly<Record<string, unknown>>)[name];
    if (field !== undefined) text += `${text === '' ? '' : ','}${jsonText(name)}:${canonicalText(field)}`;
  }
  return `{${text}}`;
}
