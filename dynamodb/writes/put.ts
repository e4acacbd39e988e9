import { checkParameters } from '../expressions/parameters.ts';
import { type PlaceholderInput, Placeholders } from '../expressions/placeholders.ts';
import { checkKey, checkPut, checkSize } from '../tables/check.ts';
import type { Definition } from '../tables/definition.ts';
import { attributesOf } from '../tables/key.ts';
import type { Item } from '../values/attribute-value.ts';
import { type ItemInput, readItem } from '../values/read-value.ts';
import { type ConditionInput, checkReturnValues, type Draft, readTerms } from './draft.ts';
import { planPut } from './plan.ts';

type PutInput = ConditionInput &
  PlaceholderInput & { readonly TableName: string; readonly Item: ItemInput; readonly ReturnValues?: string };

/** The check of a put in a batch, where AWS says of a missing or wrong key what it says of keys in general. */
export function checkBatchedPut({ key }: Definition, item: Item): void {
  const own = Object.entries(item).filter(([name]) => attributesOf(key).some((attribute) => attribute.name === name));
  checkKey(key, Object.fromEntries(own));
}

/** What AWS says of an item past 400 KB. */
export const TOO_LARGE = 'Item size has exceeded the maximum allowed size';

/** Reads a put, whose key `check` checks. Throws AWS's ValidationException. */
export function draftPut(input: PutInput, check = checkPut): Draft {
  checkParameters(input, ['ConditionExpression'], ['Expected']);
  const item = readItem(input.Item);
  checkReturnValues(input.ReturnValues);
  const bytes = checkSize(item, TOO_LARGE);
  const placeholders = new Placeholders(input);
  const terms = readTerms(input, placeholders);
  placeholders.checkAllUsed();
  return {
    tableName: input.TableName,
    bytes: bytes + placeholders.bytes,
    plan: (table) => planPut(table, item, bytes, terms, check),
  };
}
