import type { Circumstances } from '../calls/circumstances.ts';
import { DynamoDbError } from '../calls/errors.ts';
import type { WriteUnits } from '../tables/capacity.ts';
import { checkIndexes, checkThroughput, takeThroughput } from '../tables/throughput.ts';
import { checkUnits, write } from '../tables/write.ts';
import type { Item } from '../values/attribute-value.ts';
import { type PlannedWrite, refusalOf } from './plan.ts';

/** What a write did. */
export interface Done {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly units: WriteUnits;
}

/**
 * Does a write. Throws TransactionConflictException if a transaction holds the item, what `checkThroughput` does, the refusal
 * of its condition, which takes units as well, or a ValidationException; then nothing has changed.
 */
export function carryOut(planned: PlannedWrite, { nowMs }: Circumstances): Done {
  const { table, text } = planned;
  if (table.isHeld(text, nowMs))
    throw new DynamoDbError('TransactionConflictException', 'Transaction is ongoing for the item');
  checkThroughput(table, 'Write', nowMs);
  const entry = table.records.items.get(text);
  const before = entry?.item;
  const refusal = refusalOf(planned, before);
  if (refusal !== undefined) {
    takeThroughput(table, 'Write', checkUnits(entry), 1, nowMs);
    const { Code, Message, ...details } = refusal;
    throw new DynamoDbError(`${Code}Exception`, Message, details);
  }
  const after = planned.change(before);
  checkIndexes(table, entry, after, nowMs);
  return { before, after: after?.item, units: write(table, entry, after, nowMs) };
}
