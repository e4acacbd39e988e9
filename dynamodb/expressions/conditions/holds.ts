import { type AttributeValue, type Item, typeOf } from '../../values/attribute-value.ts';
import { compareValues, equalValues } from '../../values/compare.ts';
import { valueAt } from '../paths.ts';
import { beginsWith, contains, sizeOf } from './functions.ts';
import type { Condition, Operand } from './tree.ts';

/** What an operand is in an item. */
function evaluate(operand: Operand, item: Item | undefined): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return valueAt(item, operand.path);
  const of = evaluate(operand.of, item);
  const size = of === undefined ? undefined : sizeOf(of);
  return size === undefined ? undefined : { N: String(size) };
}

function isOrdered(a: AttributeValue, b: AttributeValue, holds: (order: number) => boolean): boolean {
  const order = compareValues(a, b);
  return order !== undefined && holds(order);
}

/**
 * Whether a condition holds of an item, which may be absent. What is missing or of another type compares as false, except
 * that it is not equal (`<>`) to anything (Developer Guide, "Condition and filter expressions").
 */
export function holds(condition: Condition, item: Item | undefined): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.conditions.every((part) => holds(part, item));
    case 'or':
      return condition.conditions.some((part) => holds(part, item));
    case 'not':
      return !holds(condition.condition, item);
  }
  const [a, b, c] = condition.operands.map((operand) => evaluate(operand, item));
  if (condition.kind === 'attribute_exists') return a !== undefined;
  if (condition.kind === 'attribute_not_exists') return a === undefined;
  if (a === undefined) return condition.kind === '<>';
  if (condition.kind === 'in')
    return condition.operands.slice(1).some((operand) => {
      const other = evaluate(operand, item);
      return other !== undefined && equalValues(a, other);
    });
  if (b === undefined) return condition.kind === '<>';
  switch (condition.kind) {
    case '=':
      return equalValues(a, b);
    case '<>':
      return !equalValues(a, b);
    case '<':
      return isOrdered(a, b, (order) => order < 0);
    case '<=':
      return isOrdered(a, b, (order) => order <= 0);
    case '>':
      return isOrdered(a, b, (order) => order > 0);
    case '>=':
      return isOrdered(a, b, (order) => order >= 0);
    case 'between':
      return c !== undefined && isOrdered(a, b, (order) => order >= 0) && isOrdered(a, c, (order) => order <= 0);
    case 'attribute_type':
      return 'S' in b && typeOf(a) === b.S;
    case 'begins_with':
      return beginsWith(a, b);
    case 'contains':
      return contains(a, b);
  }
}
