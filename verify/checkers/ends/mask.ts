import { jsonText, parseExactly } from '../../history/exact-json.ts';
import type { Shape } from './shape.ts';

const DAY_MS = 86_400_000;
/** How far ahead of a run a time may lie: what expires, expires within a year or so. */
const AHEAD_MS = 400 * DAY_MS;

/** Stands for every time of the run. */
const someTime = '<time>';

const time = String.raw`\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?`;
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ulid = '[0-9A-HJKMNP-TV-Z]{26}';
const hex = '[0-9a-f]{20,}';
const drawn = String.raw`(?<!\w)(?:(?<uuid>${uuid})|(?<ulid>${ulid})|(?<hex>${hex}))(?!\w)`;
const digits = String.raw`(?<!\d)\d{10}(?:\d{3})?(?!\d)`;
const blanks = new RegExp(`(?<time>${time})|${drawn}|(?<digits>${digits})`, 'gi');

/**
 * Masks times and drawn values, wherever they stand, in JSON inside of strings and in names of fields too. Pure.
 *
 * @param began when the run of the item began, epoch milliseconds
 */
export function mask(item: unknown, began: number): Shape {
  const isTime = (ms: number) => ms > began - DAY_MS && ms < began + AHEAD_MS;
  const isEpoch = (value: number) => isTime(value) || isTime(value * 1_000);
  const textShape = (text: string): Shape => {
    const inside = jsonIn(text);
    if (inside !== undefined) return { open: 'json(', parts: [masked(inside)], close: ')' };
    const parts: Shape[] = [];
    let from = 0;
    for (const { 0: found, index, groups = {} } of text.matchAll(blanks)) {
      const kind = Object.keys(groups).find((name) => groups[name] !== undefined) as string;
      const isBlank = kind === 'time' ? isTime(Date.parse(found)) : kind !== 'digits' || isEpoch(Number(found));
      if (!isBlank) continue;
      const isDrawn = kind !== 'time' && kind !== 'digits';
      parts.push(JSON.stringify(text.slice(from, index)), isDrawn ? { drawn: found, kind } : someTime);
      from = index + found.length;
    }
    return { open: '"', parts: [...parts, JSON.stringify(text.slice(from))], close: '"' };
  };
  const masked = (value: unknown): Shape => {
    if (typeof value === 'number' && isEpoch(value)) return someTime;
    if (typeof value === 'string') return textShape(value);
    if (Array.isArray(value)) return { open: '[', parts: value.map(masked), close: ']' };
    if (typeof value !== 'object' || value === null) return jsonText(value);
    const fields = Object.entries(value).map(([name, each]): Shape => {
      return { open: '(', parts: [textShape(name), masked(each)], close: ')' };
    });
    return { open: '{', parts: fields, close: '}', anyOrder: true };
  };
  return masked(item);
}

/** What a string holds that is itself an object or a list in JSON. */
function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}
