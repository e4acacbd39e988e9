import { validationError } from '../calls/errors.ts';
import type { Condition, Operand } from '../expressions/conditions/tree.ts';
import { type Comparison, checkComparison } from '../expressions/legacy/comparison.ts';
import type { LegacyCondition } from '../expressions/legacy/conditions.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { readValue } from '../values/read-value.ts';

/** How an attribute of a key is bounded. */
export interface KeyCondition {
  readonly comparison: Comparison;
  readonly values: readonly AttributeValue[];
}

export type KeyConditions = ReadonlyMap<string, KeyCondition>;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': 'EQ',
  '<': 'LT',
  '<=': 'LE',
  '>': 'GT',
  '>=': 'GE',
  between: 'BETWEEN',
  begins_with: 'BEGINS_WITH',
};
/** What a comparison is with its sides exchanged. */
const EXCHANGED: Readonly<Partial<Record<Comparison, Comparison>>> = { LT: 'GT', LE: 'GE', GT: 'LT', GE: 'LE' };
const WORDS: Readonly<Record<string, string>> = { or: 'OR', not: 'NOT', in: 'IN', between: 'BETWEEN' };

const bad = (what: string) => validationError(`Invalid condition in KeyConditionExpression: ${what}`);

type ValueOperand = Extract<Operand, { kind: 'value' }>;

function readOne(kind: string, operands: readonly Operand[]): [string, KeyCondition] {
  const comparison = COMPARISONS[kind];
  if (comparison === undefined)
    throw validationError(`Invalid operator used in KeyConditionExpression: ${WORDS[kind] ?? kind}`);
  if ((kind === 'between' || kind === 'begins_with') && operands[0]?.kind !== 'path')
    throw bad(`${WORDS[kind] ?? kind} operator must have the key attribute as its first operand`);
  let name: string | undefined;
  for (const operand of operands) {
    if (operand.kind === 'size') throw validationError('KeyConditionExpressions cannot contain nested operations');
    if (operand.kind !== 'path') continue;
    if (name !== undefined) throw bad('Multiple attribute names used in one condition');
    if (operand.path.length > 1)
      throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
    name = operand.path[0] as string;
  }
  if (name === undefined) throw bad('No key attribute specified');
  const values = operands.filter((operand): operand is ValueOperand => operand.kind === 'value');
  const isExchanged = operands[0]?.kind !== 'path';
  return [
    name,
    {
      comparison: (isExchanged && EXCHANGED[comparison]) || comparison,
      values: values.map(({ value }) => value),
    },
  ];
}

function collect(condition: Condition, into: Map<string, KeyCondition>): void {
  if (condition.kind === 'and') {
    for (const part of condition.conditions) collect(part, into);
    return;
  }
  const operands = 'operands' in condition ? condition.operands : [];
  const [name, read] = readOne(condition.kind, operands);
  if (into.has(name)) throw validationError('KeyConditionExpressions must only contain one condition per key');
  into.set(name, read);
}

/** The conditions of a KeyConditionExpression, by attribute. Throws AWS's ValidationException. */
export function keyConditionsOf(condition: Condition): KeyConditions {
  const conditions = new Map<string, KeyCondition>();
  collect(condition, conditions);
  for (const { comparison, values } of conditions.values()) checkComparison(comparison, values);
  return conditions;
}

/** The conditions of a KeyConditions parameter, by attribute. Throws AWS's ValidationException. */
export function readKeyConditions(given: Readonly<Record<string, LegacyCondition>>): KeyConditions {
  return new Map(
    Object.entries(given).map(([name, { ComparisonOperator: comparison, AttributeValueList }]) => {
      const values = (AttributeValueList ?? []).map((value) => readValue(value));
      checkComparison(comparison, values);
      return [name, { comparison, values }];
    }),
  );
}
