import { validationError } from '../calls/errors.ts';
import { overlapOf } from '../expressions/paths.ts';
import type { Path } from '../expressions/placeholders.ts';
import type { Action, UpdateOperand } from '../expressions/updates/tree.ts';
import { checkFunctions, checkOperandType } from '../expressions/updates/types.ts';
import { parsePath } from './conditions.ts';
import type { Tokens } from './tokens.ts';
import { isValue, type Parameters, parseValue } from './values.ts';

const MISMATCH = 'An operand in the update expression has an incorrect data type';
const SET_FUNCTIONS: ReadonlyMap<string, 'ADD' | 'DELETE'> = new Map([
  ['set_add', 'ADD'],
  ['set_delete', 'DELETE'],
]);

function parseOperand(tokens: Tokens, parameters: Parameters): UpdateOperand {
  if (isValue(tokens)) return { kind: 'value', value: parseValue(tokens, parameters) };
  const name = tokens.peek().text.toLowerCase();
  if ((name === 'list_append' || name === 'if_not_exists') && tokens.isSymbol('(', 1)) {
    tokens.next();
    tokens.expectSymbol('(');
    const left = tokens.nested(() => parseOperand(tokens, parameters));
    tokens.expectSymbol(',');
    const right = tokens.nested(() => parseOperand(tokens, parameters));
    tokens.expectSymbol(')');
    return { kind: 'call', name, operands: [left, right] };
  }
  return { kind: 'path', path: parsePath(tokens) };
}

/** `set_add(path, value)` and `set_delete(path, value)` change the attribute that they are assigned to. */
function parseSetFunction(kind: 'ADD' | 'DELETE', path: Path, tokens: Tokens, parameters: Parameters): Action {
  tokens.next();
  tokens.expectSymbol('(');
  const of = parsePath(tokens);
  if (JSON.stringify(of) !== JSON.stringify(path))
    throw validationError('The first operand of set_add and set_delete must be the attribute that is set.');
  tokens.expectSymbol(',');
  const value = parseValue(tokens, parameters);
  tokens.expectSymbol(')');
  return { kind, path, value, mismatch: MISMATCH };
}

function parseSet(tokens: Tokens, parameters: Parameters): Action {
  const path = parsePath(tokens);
  tokens.expectSymbol('=');
  const kind = SET_FUNCTIONS.get(tokens.peek().text.toLowerCase());
  if (kind !== undefined && tokens.isSymbol('(', 1)) return parseSetFunction(kind, path, tokens, parameters);
  const left = parseOperand(tokens, parameters);
  const operator = ['+', '-'].find((symbol) => tokens.takeSymbol(symbol));
  if (operator === undefined) return { kind: 'SET', path, value: left };
  const value = { kind: 'call', name: operator, operands: [left, parseOperand(tokens, parameters)] } as const;
  return { kind: 'SET', path, value };
}

/** Parses the SET and REMOVE clauses of an UPDATE. */
export function parseActions(tokens: Tokens, parameters: Parameters): readonly Action[] {
  const actions: Action[] = [];
  for (;;) {
    if (tokens.takeWord('SET')) {
      do actions.push(parseSet(tokens, parameters));
      while (tokens.takeSymbol(','));
    } else if (tokens.takeWord('REMOVE')) {
      do actions.push({ kind: 'REMOVE', path: parsePath(tokens) });
      while (tokens.takeSymbol(','));
    } else {
      break;
    }
  }
  if (actions.length === 0) throw tokens.unexpected('SET or REMOVE');
  const complaint =
    overlapOf(actions.map(({ path }) => path)) ??
    actions
      .map((action) => checkOperandType(action) ?? checkFunctions(action))
      .find((message) => message !== undefined);
  if (complaint !== undefined) throw validationError(complaint);
  return actions;
}
