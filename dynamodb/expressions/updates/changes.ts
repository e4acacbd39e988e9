import { validationError } from '../../calls/errors.ts';
import type { AttributeValue, Item } from '../../values/attribute-value.ts';
import { dictionary } from '../../values/dictionary.ts';
import type { Path } from '../placeholders.ts';

/** What becomes of the value at a path: another, or nothing. */
export interface Change {
  readonly path: Path;
  readonly value: AttributeValue | undefined;
}

/** Changes by their steps. Every position means the list as it was, so all are made at once. */
interface Tree {
  change?: Change;
  readonly below: Map<string | number, Tree>;
}

function grow(changes: readonly Change[]): Tree {
  const root: Tree = { below: new Map() };
  for (const change of changes) {
    let tree = root;
    for (const step of change.path) {
      const next = tree.below.get(step) ?? { below: new Map() };
      tree.below.set(step, next);
      tree = next;
    }
    tree.change = change;
  }
  return root;
}

const badPath = () => validationError('The document path provided in the update expression is invalid for update');

function changeMembers(members: Item, tree: Tree): Item {
  const changed = dictionary<AttributeValue>();
  for (const name of Object.keys(members)) {
    const below = tree.below.get(name);
    const value = below === undefined ? members[name] : changeValue(members[name], below);
    if (value !== undefined) changed[name] = value;
  }
  for (const [name, below] of tree.below) {
    if (members[name] !== undefined) continue;
    const value = changeValue(undefined, below);
    if (value !== undefined) changed[name] = value;
  }
  return changed;
}

function changeElements(elements: readonly AttributeValue[], tree: Tree): readonly AttributeValue[] {
  const changed = elements.map((element, position) => {
    const below = tree.below.get(position);
    return below === undefined ? element : changeValue(element, below);
  });
  const behind = [...tree.below.entries()].filter(([position]) => (position as number) >= elements.length);
  behind.sort(([a], [b]) => (a as number) - (b as number));
  for (const [, below] of behind) changed.push(changeValue(undefined, below));
  return changed.filter((element) => element !== undefined);
}

function changeValue(value: AttributeValue | undefined, tree: Tree): AttributeValue | undefined {
  if (tree.change !== undefined) return tree.change.value;
  const [step] = tree.below.keys();
  if (value === undefined) throw badPath();
  if (typeof step === 'number' && 'L' in value) return { L: changeElements(value.L, tree) };
  if (typeof step === 'string' && 'M' in value) return { M: changeMembers(value.M, tree) };
  throw badPath();
}

/**
 * The item with all changes made. Elements set behind the end of a list are appended in the order of their positions. Throws
 * AWS's ValidationException where a path leads through what is not there.
 */
export function applyChanges(item: Item, changes: readonly Change[]): Item {
  return changeMembers(item, grow(changes));
}
