import { validationError } from '../../calls/errors.ts';
import { type AttributeType, type AttributeValue, typeOf } from '../../values/attribute-value.ts';
import { compareValues } from '../../values/compare.ts';
import type { Condition, Operand } from '../conditions/tree.ts';

/** The comparisons of AWS's parameters from before expressions, in the order in which AWS lists them. */
export const COMPARISONS = [
  'IN',
  'NULL',
  'BETWEEN',
  'LT',
  'NOT_CONTAINS',
  'EQ',
  'GT',
  'NOT_NULL',
  'NE',
  'LE',
  'BEGINS_WITH',
  'GE',
  'CONTAINS',
] as const;

export type Comparison = (typeof COMPARISONS)[number];

const SCALARS: readonly AttributeType[] = ['S', 'N', 'B'];
const ALL_TYPES: readonly AttributeType[] = ['S', 'N', 'B', 'SS', 'NS', 'BS', 'BOOL', 'NULL', 'L', 'M'];

/** Which types a comparison takes; any number of values but `count`, or none, is refused. */
const RULES: Readonly<
  Record<Comparison, { readonly count: number | 'some'; readonly types: readonly AttributeType[] }>
> = {
  NULL: { count: 0, types: [] },
  NOT_NULL: { count: 0, types: [] },
  EQ: { count: 1, types: ALL_TYPES },
  NE: { count: 1, types: ALL_TYPES },
  LE: { count: 1, types: SCALARS },
  LT: { count: 1, types: SCALARS },
  GE: { count: 1, types: SCALARS },
  GT: { count: 1, types: SCALARS },
  CONTAINS: { count: 1, types: SCALARS },
  NOT_CONTAINS: { count: 1, types: SCALARS },
  BEGINS_WITH: { count: 1, types: ['S', 'B'] },
  IN: { count: 'some', types: SCALARS },
  BETWEEN: { count: 2, types: SCALARS },
};

const invalid = (what: string) => validationError(`One or more parameter values were invalid: ${what}`);

/** Checks the values of a comparison. Throws AWS's ValidationException. */
export function checkComparison(comparison: Comparison, values: readonly AttributeValue[]): void {
  const { count, types } = RULES[comparison];
  if (count === 'some' ? values.length === 0 : values.length !== count)
    throw invalid(`Invalid number of argument(s) for the ${comparison} ComparisonOperator`);
  const [first] = values;
  if (first === undefined) return;
  if (values.some((value) => typeOf(value) !== typeOf(first)))
    throw invalid('AttributeValues inside AttributeValueList must be of same type');
  const bad = values.map(typeOf).find((type) => !types.includes(type));
  if (bad !== undefined) throw invalid(`ComparisonOperator ${comparison} is not valid for ${bad} AttributeValue type`);
  if (comparison === 'BETWEEN' && (compareValues(first, values[1] as AttributeValue) ?? 0) > 0)
    throw validationError(
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    );
}

const SIMPLE = {
  NULL: 'attribute_not_exists',
  NOT_NULL: 'attribute_exists',
  EQ: '=',
  NE: '<>',
  LE: '<=',
  LT: '<',
  GE: '>=',
  GT: '>',
  CONTAINS: 'contains',
  BEGINS_WITH: 'begins_with',
  IN: 'in',
  BETWEEN: 'between',
} as const;

/** The condition that a comparison of an attribute means. What is not there neither contains nor lacks anything. */
export function conditionOf(name: string, comparison: Comparison, values: readonly AttributeValue[]): Condition {
  const operands: readonly Operand[] = [
    { kind: 'path', path: [name] },
    ...values.map((value) => ({ kind: 'value', value }) as const),
  ];
  if (comparison !== 'NOT_CONTAINS') return { kind: SIMPLE[comparison], operands };
  return {
    kind: 'and',
    conditions: [
      { kind: 'attribute_exists', operands },
      { kind: 'not', condition: { kind: 'contains', operands } },
    ],
  };
}
