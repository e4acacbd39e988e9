import type { Circumstances } from '../calls/circumstances.ts';
import { DynamoDbError } from '../calls/errors.ts';
import { holds } from '../expressions/conditions/holds.ts';
import type { WriteUnits } from '../tables/capacity.ts';
import { write } from '../tables/write.ts';
import type { Item } from '../values/attribute-value.ts';
import type { PlannedWrite } from './draft.ts';

/** What a write did. */
export interface Done {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly units: WriteUnits;
}

/**
 * Does a write. Throws TransactionConflictException if a transaction holds the item, ConditionalCheckFailedException, or a
 * ValidationException; then nothing has changed.
 */
export function carryOut(planned: PlannedWrite, { nowMs }: Circumstances): Done {
  const { table, text, condition } = planned;
  if (table.isHeld(text, nowMs))
    throw new DynamoDbError('TransactionConflictException', 'Transaction is ongoing for the item');
  const before = table.records.items.get(text)?.item;
  if (condition !== undefined && !holds(condition, before))
    throw new DynamoDbError(
      'ConditionalCheckFailedException',
      'The conditional request failed',
      planned.tellsItem && before !== undefined ? { Item: before } : {},
    );
  const after = planned.change(before);
  return { before, after: after?.item, units: write(table, text, after, nowMs) };
}
