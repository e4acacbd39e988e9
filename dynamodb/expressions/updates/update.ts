import { validationError } from '../../calls/errors.ts';
import type { AttributeValue, Item } from '../../values/attribute-value.ts';
import { addNumbers, subtractNumbers } from '../../values/decimal.ts';
import { overlapOf, valueAt } from '../paths.ts';
import type { Placeholders } from '../placeholders.ts';
import type { OperandSyntax } from '../syntax/operand.ts';
import { parseUpdate } from '../syntax/update.ts';
import { applyChanges, type Change } from './changes.ts';
import { addTo, deleteFrom } from './sets.ts';
import type { Action, UpdateOperand } from './tree.ts';
import { checkFunctions, checkOperandType } from './types.ts';

const KIND = 'UpdateExpression';
const MISMATCH = 'An operand in the update expression has an incorrect data type';

function bindOperand(operand: OperandSyntax, placeholders: Placeholders): UpdateOperand {
  if (operand.kind === 'path') return { kind: 'path', path: placeholders.path(KIND, operand) };
  if (operand.kind === 'value') return { kind: 'value', value: placeholders.value(KIND, operand) };
  return {
    kind: 'call',
    name: operand.name,
    operands: operand.operands.map((inner) => bindOperand(inner, placeholders)),
  };
}

/** Parses and binds an UpdateExpression. Throws AWS's ValidationException. */
export function readUpdate(text: string, placeholders: Placeholders): readonly Action[] {
  const actions = parseUpdate(KIND, text).map((syntax): Action => {
    const path = placeholders.path(KIND, syntax.path);
    if (syntax.kind === 'REMOVE') return { kind: 'REMOVE', path };
    if (syntax.kind === 'SET') return { kind: 'SET', path, value: bindOperand(syntax.value, placeholders) };
    return { kind: syntax.kind, path, value: placeholders.value(KIND, syntax.value), mismatch: MISMATCH };
  });
  const complaint =
    overlapOf(actions.map(({ path }) => path)) ??
    actions.map(checkOperandType).find((message) => message !== undefined) ??
    actions.map(checkFunctions).find((message) => message !== undefined);
  if (complaint !== undefined) throw validationError(`Invalid ${KIND}: ${complaint}`);
  return actions;
}

function numberIn(value: AttributeValue): string {
  if (!('N' in value)) throw validationError(MISMATCH);
  return value.N;
}

function elementsIn(value: AttributeValue): readonly AttributeValue[] {
  if (!('L' in value)) throw validationError(MISMATCH);
  return value.L;
}

function evaluate(operand: UpdateOperand, item: Item): AttributeValue {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') {
    const value = valueAt(item, operand.path);
    if (value === undefined)
      throw validationError('The provided expression refers to an attribute that does not exist in the item');
    return value;
  }
  const [left, right] = operand.operands as [UpdateOperand, UpdateOperand];
  if (operand.name === 'if_not_exists')
    return (left.kind === 'path' ? valueAt(item, left.path) : undefined) ?? evaluate(right, item);
  const [a, b] = [evaluate(left, item), evaluate(right, item)];
  if (operand.name === 'list_append') return { L: [...elementsIn(a), ...elementsIn(b)] };
  const sum = operand.name === '+' ? addNumbers : subtractNumbers;
  return { N: sum(numberIn(a), numberIn(b)) };
}

function changeOf(action: Action, item: Item): Change {
  const { kind, path } = action;
  if (kind === 'REMOVE') return { path, value: undefined };
  if (kind === 'SET') return { path, value: evaluate(action.value, item) };
  const before = valueAt(item, path);
  const change = kind === 'ADD' ? addTo : deleteFrom;
  return { path, value: change(before, action.value, action.mismatch) };
}

/**
 * The item after an update: every operand and every position mean the item as it was. `created` is what an item begins as that
 * is not there, its key; an update that only takes away creates none and returns undefined. Throws AWS's ValidationException.
 */
export function update(item: Item | undefined, created: Item, actions: readonly Action[]): Item | undefined {
  const takesOnly = actions.length > 0 && actions.every(({ kind }) => kind === 'REMOVE' || kind === 'DELETE');
  if (item === undefined && takesOnly) return undefined;
  const base = item ?? created;
  return applyChanges(
    base,
    actions.map((action) => changeOf(action, base)),
  );
}
