import { checkParameters } from '../expressions/parameters.ts';
import { type PlaceholderInput, Placeholders } from '../expressions/placeholders.ts';
import { checkIndexKeys, checkPut, checkSize, entryOf } from '../tables/check.ts';
import { type ItemInput, readItem } from '../values/read-value.ts';
import { type ConditionInput, checkReturnValues, type Draft, readWriteCondition } from './draft.ts';

type PutInput = ConditionInput &
  PlaceholderInput & { readonly TableName: string; readonly Item: ItemInput; readonly ReturnValues?: string };

/** Reads a put. Throws AWS's ValidationException. */
export function draftPut(input: PutInput): Draft {
  checkParameters(input, ['ConditionExpression'], ['Expected']);
  const item = readItem(input.Item);
  checkReturnValues(input.ReturnValues);
  const bytes = checkSize(item, 'Item size has exceeded the maximum allowed size');
  const placeholders = new Placeholders(input);
  const condition = readWriteCondition(input, placeholders);
  placeholders.checkAllUsed();
  return {
    tableName: input.TableName,
    bytes: bytes + placeholders.bytes,
    plan(table) {
      checkPut(table.definition, item);
      checkIndexKeys(table.definition, item);
      const entry = entryOf(table.definition.key, item, bytes);
      return {
        table,
        text: entry.text,
        condition,
        tellsItem: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
        isCheck: false,
        change: () => entry,
      };
    },
  };
}
