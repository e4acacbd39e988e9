import type { Attributes, Change, Path, Source, Value } from './actions.ts';
import { lookUp } from './evaluate.ts';
import { plain, same, typeOf } from './values.ts';

/** What an update cannot do with the item that is there. */
export class CannotUpdate extends Error {}

function read(source: Source, item: Attributes): Value {
  const at = (path: Path) => {
    const value = lookUp(item, path);
    if (value === undefined) throw new CannotUpdate();
    return value;
  };
  if ('value' in source) return plain(source.value);
  if ('path' in source) return at(source.path);
  if ('ifNotExists' in source) return lookUp(item, source.ifNotExists) ?? plain(source.or);
  const [path, operand] = 'sum' in source ? source.of : source.append;
  const [left, right] = [at(path), plain(operand)];
  if ('append' in source) {
    if (!('L' in left && 'L' in right)) throw new CannotUpdate();
    return { L: [...left.L, ...right.L] };
  }
  if (!('N' in left && 'N' in right)) throw new CannotUpdate();
  return plain({ N: String(Number(left.N) + (source.sum === '+' ? 1 : -1) * Number(right.N)) });
}

function members(value: Value): readonly Value[] {
  if ('SS' in value) return value.SS.map((S) => ({ S }));
  return (value as { NS: readonly string[] }).NS.map((N) => ({ N }));
}

function setOf(like: Value, values: readonly Value[]): Value {
  const texts = values.map((value) => Object.values(value)[0] as string);
  return plain('SS' in like ? { SS: texts } : { NS: texts });
}

function after(change: Change, item: Attributes): Value | undefined {
  if (change.do === 'REMOVE') return undefined;
  if (change.do === 'SET') return read(change.to, item);
  const [before, operand] = [lookUp(item, change.at), plain(change.value)];
  if (change.do === 'ADD' && before === undefined) return operand;
  if (before === undefined) return undefined;
  if (typeOf(before) !== typeOf(operand)) throw new CannotUpdate();
  if ('N' in before && 'N' in operand) return plain({ N: String(Number(before.N) + Number(operand.N)) });
  const [old, given] = [members(before), members(operand)];
  const others = (of: readonly Value[], without: readonly Value[]) =>
    of.filter((one) => !without.some((two) => same(one, two)));
  const left = change.do === 'ADD' ? [...old, ...others(given, old)] : others(old, given);
  return left.length === 0 ? undefined : setOf(before, left);
}

/** An item as something to write in: lists keep their holes and their length until all is done. */
type Draft = { value: Value | undefined } | { list: (Draft | undefined)[] } | { map: Map<string, Draft> };

function draft(value: Value): Draft {
  if ('L' in value) return { list: value.L.map(draft) };
  if ('M' in value) return { map: new Map(Object.entries(value.M).map(([name, part]) => [name, draft(part)])) };
  return { value };
}

function finish(one: Draft | undefined): Value | undefined {
  if (one === undefined) return undefined;
  if ('value' in one) return one.value;
  if ('list' in one) return { L: one.list.flatMap((part) => finish(part) ?? []) };
  const parts = [...one.map].flatMap(([name, part]) => {
    const value = finish(part);
    return value === undefined ? [] : [[name, value] as const];
  });
  return plain({ M: Object.fromEntries(parts) });
}

function write(root: Draft, path: Path, value: Value | undefined): void {
  let place: Draft | undefined = root;
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    const come: Draft = value === undefined ? { value: undefined } : { value };
    if (place !== undefined && typeof step === 'number' && 'list' in place) {
      if (isLast) place.list[step] = come;
      place = place.list[step];
    } else if (place !== undefined && typeof step === 'string' && 'map' in place) {
      if (isLast) place.map.set(step, come);
      place = place.map.get(step);
    } else throw new CannotUpdate();
  }
}

/** The item after an update, by the Developer Guide, "Update expressions": all reads mean the item as it was. Throws CannotUpdate. */
export function updated(
  item: Attributes | undefined,
  created: Attributes,
  changes: readonly Change[],
): Attributes | undefined {
  if (item === undefined && changes.every((change) => change.do === 'REMOVE' || change.do === 'DELETE'))
    return undefined;
  const base = item ?? created;
  const root = draft({ M: base });
  const values = changes.map((change) => after(change, base));
  for (const [index, change] of changes.entries()) write(root, change.at, values[index]);
  return (finish(root) as { M: Attributes }).M;
}

const isPrefix = (a: Path, b: Path) => a.every((step, index) => step === b[index]);
const conflict = (a: Path, b: Path) => {
  const index = a.findIndex((step, at) => step !== b[at]);
  return index > 0 && index < b.length && typeof a[index] !== typeof b[index];
};

/** Whether AWS refuses an update whatever the item is. */
export function isRefusedUpdate(changes: readonly Change[]): boolean {
  const paths = changes.map(({ at }) => at);
  if (paths.some((a, i) => paths.some((b, j) => i < j && (isPrefix(a, b) || isPrefix(b, a) || conflict(a, b)))))
    return true;
  return changes.some((change) => {
    if (change.do === 'REMOVE') return false;
    if (change.do === 'SET') {
      if ('sum' in change.to) return !('N' in change.to.of[1]);
      return 'append' in change.to && !('L' in change.to.append[1]);
    }
    const isSet = 'SS' in change.value || 'NS' in change.value;
    return !isSet && (change.do === 'DELETE' || !('N' in change.value));
  });
}

/** The attribute that is the key of the index, where an update gives it a type that it cannot have: known before any item is. */
export function givesIndexKeyWrongType(changes: readonly Change[]): boolean {
  return changes.some(
    (change) => change.at[0] === 'g' && change.do === 'SET' && 'value' in change.to && !('S' in change.to.value),
  );
}
