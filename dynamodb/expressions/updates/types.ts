import { typeOf } from '../../values/attribute-value.ts';
import type { Path } from '../placeholders.ts';
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

/** What AWS says of the type of what ADD or DELETE takes; undefined if it says nothing. */
export function checkOperandType(action: Action): string | undefined {
  if (action.kind === 'REMOVE' || action.kind === 'SET') return undefined;
  const type = typeOf(action.value);
  const word = TYPE_WORDS[type];
  if (word === undefined || (action.kind === 'ADD' && type === 'N')) return undefined;
  return `Incorrect operand type for operator or function; operator: ${action.kind}, operand type: ${word}`;
}

/** What AWS says of the functions in a SET and their operands; undefined if it says nothing. */
export function checkFunctions(action: Action): string | undefined {
  return action.kind === 'SET' ? checkOperand(action.value) : undefined;
}

function typeOfOperand(operand: UpdateOperand): string | undefined {
  if (operand.kind === 'value') return typeOf(operand.value);
  if (operand.kind === 'path') return undefined;
  return OPERAND_TYPES[operand.name] ?? typeOfOperand(operand.operands[1] as UpdateOperand);
}

/** The type that an action gives its attribute, as far as it is known before an item is seen. */
export function resultType(action: Action): string | undefined {
  if (action.kind === 'REMOVE') return undefined;
  return action.kind === 'SET' ? typeOfOperand(action.value) : typeOf(action.value);
}

function pathsInOperand(operand: UpdateOperand): readonly Path[] {
  if (operand.kind === 'call') return operand.operands.flatMap(pathsInOperand);
  return operand.kind === 'path' ? [operand.path] : [];
}

/** All paths of an action: what it changes, and what it looks at. */
export function pathsOf(action: Action): readonly Path[] {
  return action.kind === 'SET' ? [action.path, ...pathsInOperand(action.value)] : [action.path];
}
