import { validationError } from '../calls/errors.ts';
import { readCondition } from '../expressions/conditions/read.ts';
import { type ConditionalOperator, type Expectation, readExpected } from '../expressions/legacy/conditions.ts';
import type { Placeholders } from '../expressions/placeholders.ts';
import type { Table } from '../tables/table.ts';
import type { PlannedWrite, Terms } from './plan.ts';

/** A write whose request was read, and whose table was not looked at yet. */
export interface Draft {
  readonly tableName: string;
  /** What its item, key and values count, in bytes. */
  readonly bytes: number;
  /** Checks the write against its table. Throws AWS's ValidationException. */
  plan(table: Table): PlannedWrite;
}

/** Parameters of a condition on a write. */
export interface ConditionInput {
  readonly ConditionExpression?: string;
  readonly Expected?: Readonly<Record<string, Expectation>>;
  readonly ConditionalOperator?: ConditionalOperator;
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE';
}

/** The terms of a write, by either parameter. */
export function readTerms(input: ConditionInput, placeholders: Placeholders): Terms {
  const { ConditionExpression: expression } = input;
  return {
    condition:
      expression === undefined
        ? readExpected(input.Expected, input.ConditionalOperator)
        : readCondition('ConditionExpression', expression, placeholders),
    tellsItem: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

/** Refuses what ReturnValues cannot be for a put or a delete. */
export function checkReturnValues(returnValues: string | undefined): void {
  if (returnValues !== undefined && returnValues !== 'ALL_OLD' && returnValues !== 'NONE')
    throw validationError('ReturnValues can only be ALL_OLD or NONE');
}
