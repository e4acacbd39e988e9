import { validationError } from '../calls/errors.ts';
import { holds } from '../expressions/conditions/holds.ts';
import type { Condition } from '../expressions/conditions/tree.ts';
import type { Action } from '../expressions/updates/tree.ts';
import { pathsOf, resultType } from '../expressions/updates/types.ts';
import { update } from '../expressions/updates/update.ts';
import { checkIndexKeys, checkKey, checkKeyPaths, checkSize, entryOf } from '../tables/check.ts';
import type { Definition } from '../tables/definition.ts';
import type { Entry } from '../tables/entries.ts';
import { attributesOf, keyText } from '../tables/key.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';
import { checkDepth } from '../values/read-value.ts';

/** Why a write is refused, in AWS's words. */
export interface Refusal {
  readonly Code: string;
  readonly Message: string;
  readonly Item?: Item;
}

/** Under which condition a write is done, and what AWS says if it does not hold: whether with the item, and whether in words of its own. */
export interface Terms {
  readonly condition: Condition | undefined;
  readonly tellsItem: boolean;
  readonly refusal?: Refusal;
}

/** A write of one item that only its condition, or the item itself, can still stop. */
export interface PlannedWrite extends Terms {
  readonly table: Table;
  /** The item's place in its table. */
  readonly text: string;
  /** A check writes nothing. */
  readonly isCheck: boolean;
  /** What is there afterwards. Throws AWS's ValidationException if the item does not allow it. */
  change(before: Item | undefined): Entry | undefined;
}

const CONDITION_FAILED: Refusal = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };

/** Why the item that is there does not let a write be done; undefined if it does. */
export function refusalOf(
  { condition, tellsItem, refusal = CONDITION_FAILED }: Terms,
  before: Item | undefined,
): Refusal | undefined {
  if (condition === undefined || holds(condition, before)) return undefined;
  return tellsItem && before !== undefined ? { ...refusal, Item: before } : refusal;
}

/** Plans to put an item of so many bytes, whose key `check` checks. */
export function planPut(
  table: Table,
  item: Item,
  bytes: number,
  terms: Terms,
  check: (definition: Definition, item: Item) => void,
): PlannedWrite {
  check(table.definition, item);
  checkIndexKeys(table.definition, item);
  const entry = entryOf(table.definition.key, item, bytes);
  return { table, text: entry.text, ...terms, isCheck: false, change: () => entry };
}

/** Plans to delete the item with a key, or only to check its condition. */
export function planDelete(table: Table, key: Item, terms: Terms, isCheck = false): PlannedWrite {
  checkKey(table.definition.key, key);
  return { table, text: keyText(table.definition.key, key), ...terms, isCheck, change: () => undefined };
}

/** Checks the paths of an update, and types as far as they are known, against the keys of the table and its indexes. */
function checkPaths(definition: Definition, actions: readonly Action[]): void {
  const invalid = (what: string) => validationError(`One or more parameter values were invalid: ${what}`);
  const key = attributesOf(definition.key).find(({ name }) => actions.some(({ path }) => path[0] === name));
  if (key !== undefined) throw invalid(`Cannot update attribute ${key.name}. This attribute is part of the key`);
  for (const index of definition.indexes)
    for (const { name, type } of attributesOf(index.key)) {
      const action = actions.find(({ path }) => path.length === 1 && path[0] === name);
      const actual = action && resultType(action);
      if (actual !== undefined && actual !== type)
        throw invalid(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.name}`,
        );
    }
  checkKeyPaths(definition, actions.flatMap(pathsOf));
}

/** What AWS says where an update gives the key of an index a type that only the item tells. */
const BAD_INDEX_KEY = 'The update expression attempted to update the secondary index key to unsupported type';

/** Plans to change attributes of the item with a key, or to create it. */
export function planUpdate(table: Table, key: Item, actions: readonly Action[], terms: Terms): PlannedWrite {
  const { definition } = table;
  checkKey(definition.key, key);
  checkPaths(definition, actions);
  // What is set at the top is nested no deeper than what it comes from, which was checked.
  const isNested = actions.some(({ path }) => path.length > 1);
  return {
    table,
    text: keyText(definition.key, key),
    ...terms,
    isCheck: false,
    change(before) {
      const item = update(before, key, actions);
      if (item === undefined) return undefined;
      if (isNested) checkDepth(item);
      checkIndexKeys(definition, item, BAD_INDEX_KEY);
      const bytes = checkSize(item, 'Item size to update has exceeded the maximum allowed size');
      return entryOf(definition.key, item, bytes);
    },
  };
}
