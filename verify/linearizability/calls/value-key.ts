import { isDeepStrictEqual } from 'node:util';

/** Before a key that stands for JSON, so that no string of a history looks like it. */
const mark = '\u0001';

/**
 * The same primitive for equal values of a history, another for others: a key for a `Map`. Primitives are their own
 * keys; objects, and strings that look like the key of one, go by their JSON with sorted fields.
 */
export function valueKey(value: unknown): unknown {
  if (typeof value === 'string') return value.charCodeAt(0) === 1 ? mark + JSON.stringify(value) : value;
  return typeof value === 'object' && value !== null ? mark + jsonOf(value) : value;
}

/** Whether two values of a history are equal: as JSON, whatever the order of fields. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && one !== null && isDeepStrictEqual(one, other));
}

function jsonOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  let text = '';
  if (Array.isArray(value)) {
    for (const each of value) text += text === '' ? jsonOf(each) : `,${jsonOf(each)}`;
    return `[${text}]`;
  }
  for (const name of Object.keys(value).sort()) {
    const field = (value as Readonly<Record<string, unknown>>)[name];
    if (field !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${jsonOf(field)}`;
  }
  return `{${text}}`;
}
