/** An item without what differs from run to run by itself. */
export interface Masked {
  /** JSON of the item, with a kind in place of each value that was drawn or told by a clock. */
  readonly text: string;
  /** The drawn values, in their order in the text: where two are equal, items refer to each other. */
  readonly drawn: readonly string[];
}

const DAY_MS = 86_400_000;
/** How far ahead of a run a time may lie: what expires, expires within a year or so. */
const AHEAD_MS = 400 * DAY_MS;

const time = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g;
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ulid = '[0-9A-HJKMNP-TV-Z]{26}';
const hex = '[0-9a-f]{20,}';
const drawnValue = new RegExp(`(?<![\\w])(?:(${uuid})|(${ulid})|(${hex}))(?![\\w])`, 'gi');
const digits = /(?<!\d)\d{10}(?:\d{3})?(?!\d)/g;

/**
 * Masks times and drawn values, wherever they stand, in JSON inside of strings too. Pure.
 *
 * @param began when the run of the item began, epoch milliseconds
 * @param kept drawn values that are no chance, since every run has them: they stay
 */
export function mask(item: unknown, began: number, kept: ReadonlySet<string> = new Set()): Masked {
  const drawn: string[] = [];
  const isTime = (ms: number) => ms > began - DAY_MS && ms < began + AHEAD_MS;
  const isEpoch = (value: number) => isTime(value) || isTime(value * 1_000);
  const maskText = (text: string): string => {
    const inside = jsonIn(text);
    if (inside !== undefined) return JSON.stringify(masked(inside));
    return text
      .replace(time, (found) => (isTime(Date.parse(found)) ? '<time>' : found))
      .replace(drawnValue, (found, asUuid?: string, asUlid?: string) => {
        if (kept.has(found)) return found;
        drawn.push(found);
        return asUuid !== undefined ? '<uuid>' : asUlid !== undefined ? '<ulid>' : '<hex>';
      })
      .replace(digits, (found) => (isEpoch(Number(found)) ? '<time>' : found));
  };
  const masked = (value: unknown): unknown => {
    if (typeof value === 'number') return isEpoch(value) ? '<time>' : value;
    if (typeof value === 'string') return maskText(value);
    if (Array.isArray(value)) return value.map(masked);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([name, each]) => [maskText(name), masked(each)]));
  };
  return { text: JSON.stringify(masked(item)), drawn };
}

/** What a string holds that is itself an object or a list in JSON. */
function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
