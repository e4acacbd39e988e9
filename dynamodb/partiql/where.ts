import { validationError } from '../calls/errors.ts';
import type { Condition } from '../expressions/conditions/tree.ts';
import { attributesOf, type Key } from '../tables/key.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { dictionary } from '../values/dictionary.ts';

/** The conditions that all must hold. */
export function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (condition === undefined) return [];
  return condition.kind === 'and' ? condition.conditions.flatMap(conjuncts) : [condition];
}

/** The attribute and the value of a condition that says that they are equal; undefined for all other conditions. */
export function equality(condition: Condition): { readonly name: string; readonly value: AttributeValue } | undefined {
  if (condition.kind !== '=') return undefined;
  const path = condition.operands.find((operand) => operand.kind === 'path');
  const value = condition.operands.find((operand) => operand.kind === 'value');
  if (path === undefined || value === undefined || path.path.length > 1) return undefined;
  return { name: path.path[0] as string, value: value.value };
}

/** One condition out of those that all must hold. */
export function joined(conditions: readonly Condition[]): Condition | undefined {
  return conditions.length === 0 ? undefined : { kind: 'and', conditions };
}

/**
 * Splits a condition into the key of one item and what is asked of that item besides. Throws AWS's ValidationException unless
 * each attribute of the key is equal to something.
 */
export function splitByKey(key: Key, where: Condition): { readonly key: Item; readonly rest: readonly Condition[] } {
  const values = dictionary<AttributeValue>();
  const rest: Condition[] = [];
  const names = attributesOf(key).map(({ name }) => name);
  for (const condition of conjuncts(where)) {
    const equal = equality(condition);
    if (equal !== undefined && names.includes(equal.name) && values[equal.name] === undefined)
      values[equal.name] = equal.value;
    else rest.push(condition);
  }
  if (names.some((name) => values[name] === undefined))
    throw validationError('Where clause does not contain a mandatory equality on all key attributes');
  return { key: values, rest };
}
