import { matchesRule } from './rule.ts';

/** What an event or a part of it is. */
type Values = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All values that stand under a name: an array of objects has those of each. */
function under(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => under(one, name));
  return isObject(value) && Object.hasOwn(value, name) ? [value[name]] : [];
}

/** The values that rules are asked of: an array stands for each of its elements. */
const leaves = (values: readonly unknown[]) => values.flatMap((value) => (Array.isArray(value) ? value : [value]));

function matchesUnder(pattern: unknown, values: readonly unknown[]): boolean {
  if (Array.isArray(pattern)) {
    const found = leaves(values).filter((value) => !isObject(value));
    return pattern.some((rule) => matchesRule(rule, found));
  }
  return values.length === 0
    ? matchesPattern(pattern as Values, {})
    : values.some((value) => matches(pattern as Values, value));
}

function matches(pattern: Values, event: unknown): boolean {
  return Object.entries(pattern).every(([name, part]) => {
    if (name === '$or' && Array.isArray(part) && part.every(isObject))
      return part.some((alternative) => matches(alternative, event));
    return matchesUnder(part, under(event, name));
  });
}

/**
 * Whether an event has all that a pattern asks for: names lead to lists of rules, one of which must hold (EventBridge User Guide,
 * "Comparison operators for use in event patterns"). Throws a `TypeError` for a rule that is not known.
 */
export function matchesPattern(pattern: Values, event: Values): boolean {
  return matches(pattern, event);
}
