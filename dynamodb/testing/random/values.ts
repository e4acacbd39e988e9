import type { Attributes, Value } from './actions.ts';

/** A value written in the one way that equal values share: numbers plain, sets and members in order. */
export function plain(value: Value): Value {
  if ('N' in value) return { N: plainNumber(value.N) };
  if ('NS' in value) return { NS: value.NS.map(plainNumber).sort() };
  if ('SS' in value) return { SS: [...value.SS].sort() };
  if ('L' in value) return { L: value.L.map(plain) };
  return 'M' in value ? { M: plainItem(value.M) } : value;
}

/** An item so written. */
export function plainItem(item: Attributes): Attributes {
  const names = Object.keys(item).sort();
  return Object.fromEntries(names.map((name) => [name, plain(item[name] as Value)]));
}

/** The random numbers are small enough that JavaScript's are exact. */
function plainNumber(text: string): string {
  return String(Number(text) + 0);
}

/** Whether two values written so are the same. */
export function same(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function typeOf(value: Value): string {
  return Object.keys(value)[0] as string;
}
