import type { AttributeValue, Item } from '../values/attribute-value.ts';
import type { Path } from './placeholders.ts';

/** What stands at a path of an item; undefined if nothing does. */
export function valueAt(item: Item | undefined, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = item?.[path[0] as string];
  for (let depth = 1; depth < path.length && value !== undefined; depth += 1) {
    const step = path[depth] as string | number;
    if (typeof step === 'number') value = 'L' in value ? value.L[step] : undefined;
    else value = 'M' in value ? value.M[step] : undefined;
  }
  return value;
}

/** A path as AWS writes it in its errors. */
export function pathText(path: Path): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

/**
 * What AWS says of paths that cannot stand in one expression: one is the other or leads to it, or they take one value for a
 * list and for a map.
 */
export function overlapOf(paths: readonly Path[]): string | undefined {
  let conflict: string | undefined;
  for (const [index, second] of paths.entries()) {
    for (const first of paths.slice(0, index)) {
      const both = `must remove or rewrite one of these paths; path one: ${pathText(first)}, path two: ${pathText(second)}`;
      const parting = first.findIndex((step, depth) => step !== second[depth]);
      const common = parting === -1 ? first.length : parting;
      if (common === Math.min(first.length, second.length))
        return `Two document paths overlap with each other; ${both}`;
      if (typeof first[common] !== typeof second[common])
        conflict ??= `Two document paths conflict with each other; ${both}`;
    }
  }
  return conflict;
}
