import { validationError } from '../calls/errors.ts';
import { type AttributeUpdate, readAttributeUpdates } from '../expressions/legacy/attribute-updates.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { type PlaceholderInput, Placeholders } from '../expressions/placeholders.ts';
import type { Action } from '../expressions/updates/tree.ts';
import { pathsOf, resultType } from '../expressions/updates/types.ts';
import { readUpdate, update } from '../expressions/updates/update.ts';
import { checkIndexKeys, checkKey, checkKeyPaths, checkSize, entryOf } from '../tables/check.ts';
import type { Definition } from '../tables/definition.ts';
import { attributesOf, keyText } from '../tables/key.ts';
import { checkDepth, type ItemInput, readItem } from '../values/read-value.ts';
import { itemSize } from '../values/size.ts';
import { type ConditionInput, type Draft, readWriteCondition } from './draft.ts';

type UpdateInput = ConditionInput &
  PlaceholderInput & {
    readonly TableName: string;
    readonly Key: ItemInput;
    readonly UpdateExpression?: string;
    readonly AttributeUpdates?: Readonly<Record<string, AttributeUpdate>>;
  };

/** What AWS says where an update gives the key of an index a type that only the item tells. */
const BAD_INDEX_KEY = 'The update expression attempted to update the secondary index key to unsupported type';

/** An update, and what it does to which paths. */
export interface UpdateDraft extends Draft {
  readonly actions: readonly Action[];
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

/** Reads an update. Throws AWS's ValidationException. */
export function draftUpdate(input: UpdateInput): UpdateDraft {
  checkParameters(input, ['UpdateExpression', 'ConditionExpression'], ['AttributeUpdates', 'Expected']);
  const key = readItem(input.Key);
  const legacy = readAttributeUpdates(input.AttributeUpdates ?? {});
  const placeholders = new Placeholders(input);
  const actions = input.UpdateExpression === undefined ? legacy : readUpdate(input.UpdateExpression, placeholders);
  const condition = readWriteCondition(input, placeholders);
  placeholders.checkAllUsed();
  return {
    tableName: input.TableName,
    bytes: itemSize(key) + placeholders.bytes,
    actions,
    plan(table) {
      const { definition } = table;
      checkKey(definition.key, key);
      checkPaths(definition, actions);
      return {
        table,
        text: keyText(definition.key, key),
        condition,
        tellsItem: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
        isCheck: false,
        change(before) {
          const item = update(before, key, actions);
          if (item === undefined) return undefined;
          checkDepth(item);
          checkIndexKeys(definition, item, BAD_INDEX_KEY);
          return entryOf(
            definition.key,
            item,
            checkSize(item, 'Item size to update has exceeded the maximum allowed size'),
          );
        },
      };
    },
  };
}
