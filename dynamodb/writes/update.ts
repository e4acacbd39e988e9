import { validationError } from '../calls/errors.ts';
import { type AttributeUpdate, readAttributeUpdates } from '../expressions/legacy/attribute-updates.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { type PlaceholderInput, Placeholders } from '../expressions/placeholders.ts';
import type { Action } from '../expressions/updates/tree.ts';
import { readUpdate, update } from '../expressions/updates/update.ts';
import { checkIndexKeys, checkKey, checkSize, entryOf } from '../tables/check.ts';
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

/** An update, and what it does to which paths. */
export interface UpdateDraft extends Draft {
  readonly actions: readonly Action[];
}

function checkPaths({ key, indexes }: Definition, actions: readonly Action[]): void {
  for (const { name } of attributesOf(key)) {
    const action = actions.find(({ path }) => path[0] === name);
    if (action !== undefined)
      throw validationError(
        action.path.length > 1
          ? `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: ${name}`
          : `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
  }
  for (const { name } of indexes.flatMap((index) => attributesOf(index.key)))
    if (actions.some(({ path }) => path[0] === name && path.length > 1))
      throw validationError(
        `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: ${name}`,
      );
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
          checkIndexKeys(definition, item);
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
