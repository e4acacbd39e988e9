import { typeOf } from '../../values/attribute-value.ts';
import type { Action, UpdateOperand } from './tree.ts';

const TYPE_WORDS: Readonly<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};
/** What stands beside it must have this type. */
const OPERAND_TYPES: Readonly<Record<string, string>> = { list_append: 'L', '+': 'N', '-': 'N' };

function checkOperand(operand: UpdateOperand): string | undefined {
  if (operand.kind !== 'call') return undefined;
  const { name, operands } = operand;
  const inner = operands.map(checkOperand).find((message) => message !== undefined);
  if (inner !== undefined) return inner;
  if (operands.length !== 2)
    return `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`;
  if (name === 'if_not_exists')
    return operands[0]?.kind === 'path'
      ? undefined
      : `Operator or function requires a document path; operator or function: ${name}`;
  const bad = operands
    .map((given) => (given.kind === 'value' ? typeOf(given.value) : OPERAND_TYPES[name]))
    .find((type) => type !== OPERAND_TYPES[name]);
  return bad === undefined
    ? undefined
    : `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${bad}`;
}

/** What AWS says of an action's operands before it sees an item; undefined if it says nothing. */
export function checkAction(action: Action): string | undefined {
  if (action.kind === 'REMOVE') return undefined;
  if (action.kind === 'SET') return checkOperand(action.value);
  const type = typeOf(action.value);
  const word = TYPE_WORDS[type];
  if (word === undefined || (action.kind === 'ADD' && type === 'N')) return undefined;
  return `Incorrect operand type for operator or function; operator: ${action.kind}, operand type: ${word}`;
}
