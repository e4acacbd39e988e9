import { validationError } from '../calls/errors.ts';
import { readCondition } from '../expressions/conditions/read.ts';
import type { Condition } from '../expressions/conditions/tree.ts';
import { type ConditionalOperator, type Expectation, readExpected } from '../expressions/legacy/conditions.ts';
import type { Placeholders } from '../expressions/placeholders.ts';
import type { Entry } from '../tables/entries.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';

/** A write whose request was read, and whose table was not looked at yet. */
export interface Draft {
  readonly tableName: string;
  /** What its item, key and values count, in bytes. */
  readonly bytes: number;
  /** Checks the write against its table. Throws AWS's ValidationException. */
  plan(table: Table): PlannedWrite;
}

/** A write of one item that only its condition, or the item itself, can still stop. */
export interface PlannedWrite {
  readonly table: Table;
  /** The item's place in its table. */
  readonly text: string;
  readonly condition: Condition | undefined;
  /** Whether a failed condition tells the item. */
  readonly tellsItem: boolean;
  /** A check writes nothing. */
  readonly isCheck: boolean;
  /** What is there afterwards. Throws AWS's ValidationException if the item does not allow it. */
  change(before: Item | undefined): Entry | undefined;
}

/** Parameters of a condition on a write. */
export interface ConditionInput {
  readonly ConditionExpression?: string;
  readonly Expected?: Readonly<Record<string, Expectation>>;
  readonly ConditionalOperator?: ConditionalOperator;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}

/** The condition of a write, by either parameter. */
export function readWriteCondition(input: ConditionInput, placeholders: Placeholders): Condition | undefined {
  if (input.ConditionExpression !== undefined)
    return readCondition('ConditionExpression', input.ConditionExpression, placeholders);
  return readExpected(input.Expected, input.ConditionalOperator);
}

/** Refuses what ReturnValues cannot be for a put or a delete. */
export function checkReturnValues(returnValues: string | undefined): void {
  if (returnValues !== undefined && returnValues !== 'ALL_OLD' && returnValues !== 'NONE')
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
}
