import { validationError } from '../../calls/errors.ts';
import type { Placeholders } from '../placeholders.ts';
import { type ConditionSyntax, parseCondition } from '../syntax/condition.ts';
import type { OperandSyntax } from '../syntax/operand.ts';
import type { Condition, FunctionName, Operand } from './tree.ts';
import { checkOperands } from './types.ts';

function bindOperand(kind: string, operand: OperandSyntax, placeholders: Placeholders): Operand {
  if (operand.kind === 'path') return { kind: 'path', path: placeholders.path(kind, operand) };
  if (operand.kind === 'value') return { kind: 'value', value: placeholders.value(kind, operand) };
  const operands = operand.operands.map((inner) => bindOperand(kind, inner, placeholders));
  check(kind, operand.name, operands);
  return { kind: 'size', of: operands[0] as Operand };
}

function check(kind: string, name: string, operands: readonly Operand[]): void {
  const complaint = checkOperands(name, operands);
  if (complaint !== undefined) throw validationError(`Invalid ${kind}: ${complaint}`);
}

/** Resolves the placeholders of a condition. `kind` is the parameter it came in. Throws AWS's ValidationException. */
function bindCondition(kind: string, syntax: ConditionSyntax, placeholders: Placeholders): Condition {
  switch (syntax.kind) {
    case 'and':
    case 'or':
      return {
        kind: syntax.kind,
        conditions: syntax.conditions.map((part) => bindCondition(kind, part, placeholders)),
      };
    case 'not':
      return { kind: 'not', condition: bindCondition(kind, syntax.condition, placeholders) };
    default: {
      const name = syntax.kind === 'compare' ? syntax.comparator : syntax.kind === 'call' ? syntax.name : syntax.kind;
      const operands = syntax.operands.map((operand) => bindOperand(kind, operand, placeholders));
      check(kind, name, operands);
      return { kind: name as FunctionName, operands };
    }
  }
}

/** Parses and binds a condition. */
export function readCondition(kind: string, text: string, placeholders: Placeholders): Condition {
  return bindCondition(kind, parseCondition(kind, text), placeholders);
}
