import { validationError } from '../../calls/errors.ts';
import { readValue, type ValueInput } from '../../values/read-value.ts';
import type { Condition } from '../conditions/tree.ts';
import { type Comparison, checkComparison, conditionOf } from './comparison.ts';

/** What an attribute is compared with, in QueryFilter, ScanFilter and KeyConditions. */
export interface LegacyCondition {
  readonly ComparisonOperator: Comparison;
  readonly AttributeValueList?: readonly ValueInput[];
}

/** What an attribute is expected to be: a comparison, a value, or not to be there. */
export interface Expectation {
  readonly ComparisonOperator?: Comparison;
  readonly AttributeValueList?: readonly ValueInput[];
  readonly Value?: ValueInput;
  readonly Exists?: boolean;
}

/** Whether all conditions must hold, or one. */
export type ConditionalOperator = 'AND' | 'OR';

const invalid = (what: string) => validationError(`One or more parameter values were invalid: ${what}`);

function join(conditions: readonly Condition[], operator: ConditionalOperator | undefined): Condition | undefined {
  if (conditions.length === 0) {
    if (operator !== undefined) throw invalid('ConditionalOperator cannot be used without Filter or Expected');
    return undefined;
  }
  return { kind: operator === 'OR' ? 'or' : 'and', conditions };
}

/** The condition of a QueryFilter or ScanFilter. Throws AWS's ValidationException. */
export function readFilter(
  filter: Readonly<Record<string, LegacyCondition>> = {},
  operator?: ConditionalOperator,
): Condition | undefined {
  const conditions = Object.entries(filter).map(([name, { ComparisonOperator: comparison, AttributeValueList }]) => {
    const values = (AttributeValueList ?? []).map((value) => readValue(value));
    checkComparison(comparison, values);
    return conditionOf(name, comparison, values);
  });
  return join(conditions, operator);
}

function comparisonIn(name: string, expected: Expectation): [Comparison, readonly ValueInput[]] {
  const { ComparisonOperator, AttributeValueList, Value, Exists } = expected;
  if (AttributeValueList !== undefined && Value !== undefined)
    throw invalid(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  if (ComparisonOperator !== undefined) {
    if (Exists !== undefined)
      throw invalid(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
    const takesNone = ComparisonOperator === 'NULL' || ComparisonOperator === 'NOT_NULL';
    if (!takesNone && AttributeValueList === undefined && Value === undefined)
      throw invalid(
        `Value or AttributeValueList must be used with ComparisonOperator: ${ComparisonOperator} for Attribute: ${name}`,
      );
    return [ComparisonOperator, AttributeValueList ?? (Value === undefined ? [] : [Value])];
  }
  if (AttributeValueList !== undefined)
    throw invalid(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
  const exists = Exists ?? true;
  if (exists && Value === undefined)
    throw invalid(`Value must be provided when Exists is ${Exists ?? 'null'} for Attribute: ${name}`);
  if (!exists && Value !== undefined) throw invalid(`Value cannot be used when Exists is false for Attribute: ${name}`);
  return Value === undefined ? ['NULL', []] : ['EQ', [Value]];
}

/** The condition of an Expected parameter. Throws AWS's ValidationException. */
export function readExpected(
  expected: Readonly<Record<string, Expectation>> = {},
  operator?: ConditionalOperator,
): Condition | undefined {
  const conditions = Object.entries(expected).map(([name, expectation]) => {
    const [comparison, inputs] = comparisonIn(name, expectation);
    const values = inputs.map((value) => readValue(value));
    checkComparison(comparison, values);
    return conditionOf(name, comparison, values);
  });
  return join(conditions, operator);
}
