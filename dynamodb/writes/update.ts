import { type AttributeUpdate, readAttributeUpdates } from '../expressions/legacy/attribute-updates.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { type PlaceholderInput, Placeholders } from '../expressions/placeholders.ts';
import type { Action } from '../expressions/updates/tree.ts';
import { readUpdate } from '../expressions/updates/update.ts';
import { type ItemInput, readItem } from '../values/read-value.ts';
import { itemSize } from '../values/size.ts';
import { type ConditionInput, type Draft, readTerms } from './draft.ts';
import { planUpdate } from './plan.ts';

type UpdateInput = ConditionInput &
  PlaceholderInput & {
    readonly TableName: string;
    readonly Key: ItemInput;
    readonly UpdateExpression?: string;
    readonly AttributeUpdates?: Readonly<Record<string, AttributeUpdate>>;
  };

/** An update, and what it does to which paths. */
interface UpdateDraft extends Draft {
  readonly actions: readonly Action[];
}

/** Reads an update. Throws AWS's ValidationException. */
export function draftUpdate(input: UpdateInput): UpdateDraft {
  checkParameters(input, ['UpdateExpression', 'ConditionExpression'], ['AttributeUpdates', 'Expected']);
  const key = readItem(input.Key);
  const legacy = readAttributeUpdates(input.AttributeUpdates ?? {});
  const placeholders = new Placeholders(input);
  const actions = input.UpdateExpression === undefined ? legacy : readUpdate(input.UpdateExpression, placeholders);
  const terms = readTerms(input, placeholders);
  placeholders.checkAllUsed();
  return {
    tableName: input.TableName,
    bytes: itemSize(key) + placeholders.bytes,
    actions,
    plan: (table) => planUpdate(table, key, actions, terms),
  };
}
