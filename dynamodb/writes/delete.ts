import { checkParameters } from '../expressions/parameters.ts';
import { type PlaceholderInput, Placeholders } from '../expressions/placeholders.ts';
import { type ItemInput, readItem } from '../values/read-value.ts';
import { itemSize } from '../values/size.ts';
import { type ConditionInput, checkReturnValues, type Draft, readTerms } from './draft.ts';
import { planDelete } from './plan.ts';

type DeleteInput = ConditionInput &
  PlaceholderInput & { readonly TableName: string; readonly Key: ItemInput; readonly ReturnValues?: string };

function draftByKey(input: DeleteInput, isCheck: boolean): Draft {
  checkParameters(input, ['ConditionExpression'], ['Expected']);
  const key = readItem(input.Key);
  checkReturnValues(input.ReturnValues);
  const placeholders = new Placeholders(input);
  const terms = readTerms(input, placeholders);
  placeholders.checkAllUsed();
  return {
    tableName: input.TableName,
    bytes: itemSize(key) + placeholders.bytes,
    plan: (table) => planDelete(table, key, terms, isCheck),
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
