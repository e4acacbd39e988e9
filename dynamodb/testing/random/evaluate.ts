import type { Attributes, Condition, Operand, Path, Value } from './actions.ts';
import { plain, same, typeOf } from './values.ts';

/** What a path leads to in an item. */
export function lookUp(item: Attributes, path: Path): Value | undefined {
  let value: Value | undefined = { M: item };
  for (const step of path) {
    if (value === undefined) return undefined;
    if (typeof step === 'number') value = 'L' in value ? (value.L as readonly Value[])[step] : undefined;
    else value = 'M' in value && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
  }
  return value;
}

function sizeOf(value: Value | undefined): Value | undefined {
  if (value === undefined || 'N' in value || 'BOOL' in value || 'NULL' in value) return undefined;
  if ('B' in value) return { N: String(Buffer.from(value.B, 'base64').length) };
  const [content] = Object.values(value) as [string | object];
  return { N: String(typeof content === 'string' ? content.length : Object.keys(content).length) };
}

function operandIn(item: Attributes, operand: Operand): Value | undefined {
  if ('value' in operand) return plain(operand.value);
  return 'path' in operand ? lookUp(item, operand.path) : sizeOf(lookUp(item, operand.size));
}

const bytes = (value: Value) =>
  'B' in value ? Buffer.from(value.B, 'base64') : Buffer.from((value as { S: string }).S);
const ORDERED = new Set(['S', 'N', 'B']);

/** Negative, zero or positive; undefined where there is no order. */
function compare(a: Value | undefined, b: Value | undefined): number | undefined {
  if (a === undefined || b === undefined || typeOf(a) !== typeOf(b) || !ORDERED.has(typeOf(a))) return undefined;
  return 'N' in a && 'N' in b ? Number(a.N) - Number(b.N) : Buffer.compare(bytes(a), bytes(b));
}

function contains(value: Value, part: Value): boolean {
  if ('L' in value) return value.L.some((element) => same(element, part));
  if ('S' in value && 'S' in part) return value.S.includes(part.S);
  if ('B' in value && 'B' in part) return bytes(value).includes(bytes(part));
  if ('SS' in value && 'S' in part) return value.SS.includes(part.S);
  return 'NS' in value && 'N' in part && value.NS.includes(part.N);
}

function relates(is: string, a: Value | undefined, b: Value | undefined): boolean {
  const equal = a !== undefined && b !== undefined && same(a, b);
  if (is === '=') return equal;
  if (is === '<>') return !equal;
  const order = compare(a, b);
  if (order === undefined) return false;
  return (is.includes('<') && order < 0) || (is.includes('>') && order > 0) || (is.includes('=') && order === 0);
}

/** Whether a condition holds of an item. */
export function holds(condition: Condition, item: Attributes): boolean {
  if ('not' in condition) return !holds(condition.not, item);
  if ('both' in condition) {
    const [a, b] = condition.both.map((part) => holds(part, item));
    return condition.is === 'AND' ? a === true && b === true : a === true || b === true;
  }
  if ('at' in condition) {
    const value = lookUp(item, condition.at);
    if (!('value' in condition)) return (value !== undefined) === (condition.is === 'attribute_exists');
    const other = plain(condition.value);
    if (value === undefined) return false;
    if (condition.is === 'contains') return contains(value, other);
    if (condition.is === 'attribute_type') return 'S' in other && typeOf(value) === other.S;
    if (typeOf(value) !== typeOf(other)) return false;
    return bytes(value).subarray(0, bytes(other).length).equals(bytes(other));
  }
  const [a, b, c] = condition.of.map((operand) => operandIn(item, operand));
  if (condition.is === 'BETWEEN') return relates('>=', a, b) && relates('<=', a, c);
  if (condition.is === 'IN') return condition.of.slice(1).some((operand) => relates('=', a, operandIn(item, operand)));
  return relates(condition.is, a, b);
}

const isSame = (a: Operand, b: Operand) => 'path' in a && JSON.stringify(a) === JSON.stringify(b);

/** Whether AWS refuses a condition whatever the item is: by the types of its values, or because it compares a path with itself. */
export function isRefused(condition: Condition): boolean {
  if ('not' in condition) return isRefused(condition.not);
  if ('both' in condition) return condition.both.some(isRefused);
  if ('at' in condition) {
    if (!('value' in condition)) return false;
    if (condition.is === 'begins_with') return !('S' in condition.value || 'B' in condition.value);
    return condition.is === 'attribute_type' && 'S' in condition.value && condition.value.S === 'X';
  }
  const values = condition.of.flatMap((operand) => ('value' in operand ? [operand.value] : []));
  if (condition.of.length === 2 && isSame(condition.of[0], condition.of[1] as Operand)) return true;
  if (condition.is === '=' || condition.is === '<>' || condition.is === 'IN') return false;
  if (values.some((value) => !ORDERED.has(typeOf(value)))) return true;
  if (condition.is !== 'BETWEEN') return false;
  const [, low, high] = condition.of;
  if (!('value' in low && 'value' in high)) return false;
  return typeOf(low.value) !== typeOf(high.value) || (compare(plain(low.value), plain(high.value)) as number) > 0;
}
