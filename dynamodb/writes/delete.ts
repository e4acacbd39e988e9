import { checkParameters } from '../expressions/parameters.ts';
import { type PlaceholderInput, Placeholders } from '../expressions/placeholders.ts';
import { checkKey } from '../tables/check.ts';
import { keyText } from '../tables/key.ts';
import { type ItemInput, readItem } from '../values/read-value.ts';
import { itemSize } from '../values/size.ts';
import { type ConditionInput, checkReturnValues, type Draft, readWriteCondition } from './draft.ts';

type DeleteInput = ConditionInput &
  PlaceholderInput & { readonly TableName: string; readonly Key: ItemInput; readonly ReturnValues?: string };

function draftByKey(input: DeleteInput, isCheck: boolean): Draft {
  checkParameters(input, ['ConditionExpression'], ['Expected']);
  const key = readItem(input.Key);
  checkReturnValues(input.ReturnValues);
  const placeholders = new Placeholders(input);
  const condition = readWriteCondition(input, placeholders);
  placeholders.checkAllUsed();
  return {
    tableName: input.TableName,
    bytes: itemSize(key) + placeholders.bytes,
    plan(table) {
      checkKey(table.definition.key, key);
      return {
        table,
        text: keyText(table.definition.key, key),
        condition,
        tellsItem: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
        isCheck,
        change: () => undefined,
      };
    },
  };
}

/** Reads a delete. Throws AWS's ValidationException. */
export function draftDelete(input: DeleteInput): Draft {
  return draftByKey(input, false);
}

/** Reads the check of a condition, which a transaction may have. Throws AWS's ValidationException. */
export function draftCheck(input: DeleteInput): Draft {
  return draftByKey(input, true);
}
