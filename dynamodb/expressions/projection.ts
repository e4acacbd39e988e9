import { validationError } from '../calls/errors.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { dictionary } from '../values/dictionary.ts';
import { overlapOf } from './paths.ts';
import type { Path, Placeholders } from './placeholders.ts';
import { parseProjection } from './syntax/projection.ts';

const KIND = 'ProjectionExpression';

/** Parses and binds a ProjectionExpression. Throws AWS's ValidationException. */
export function readProjection(text: string, placeholders: Placeholders): readonly Path[] {
  const paths = parseProjection(KIND, text).map((syntax) => placeholders.path(KIND, syntax));
  const overlap = overlapOf(paths);
  if (overlap !== undefined) throw validationError(`Invalid ${KIND}: ${overlap}`);
  return paths;
}

function projectValue(value: AttributeValue, paths: readonly Path[], depth: number): AttributeValue | undefined {
  if (paths.some((path) => path.length === depth)) return value;
  if ('M' in value) {
    const members = projectMembers(value.M, paths, depth);
    return Object.keys(members).length > 0 ? { M: members } : undefined;
  }
  if (!('L' in value)) return undefined;
  const elements = value.L.map((element, position) => {
    const through = paths.filter((path) => path[depth] === position);
    return through.length === 0 ? undefined : projectValue(element, through, depth + 1);
  }).filter((element) => element !== undefined);
  return elements.length > 0 ? { L: elements } : undefined;
}

function projectMembers(members: Item, paths: readonly Path[], depth: number): Item {
  const projected = dictionary<AttributeValue>();
  for (const [name] of new Map(paths.map((path) => [path[depth], path]))) {
    const value = typeof name === 'string' ? members[name] : undefined;
    if (value === undefined) continue;
    const through = paths.filter((path) => path[depth] === name);
    const part = projectValue(value, through, depth + 1);
    if (part !== undefined) projected[name as string] = part;
  }
  return projected;
}

/** What stands at the paths of an item, within the maps and lists around it. Elements of lists move together. */
export function project(item: Item, paths: readonly Path[]): Item {
  return projectMembers(item, paths, 0);
}
