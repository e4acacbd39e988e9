import { validationError } from '../calls/errors.ts';
import type { Condition, FunctionName, Operand } from '../expressions/conditions/tree.ts';
import { checkOperands } from '../expressions/conditions/types.ts';
import type { Path } from '../expressions/placeholders.ts';
import type { Tokens } from './tokens.ts';
import { isValue, type Parameters, parseValue } from './values.ts';

const COMPARATORS: ReadonlyMap<string, '=' | '<>' | '<' | '<=' | '>' | '>='> = new Map([
  ['=', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);
const FUNCTIONS: ReadonlySet<string> = new Set(['attribute_type', 'begins_with', 'contains']);

/** Parses a document path, such as `"info"."tags"[0]`. */
export function parsePath(tokens: Tokens): Path {
  const path: (string | number)[] = [tokens.expectName()];
  for (;;) {
    if (tokens.takeSymbol('.')) {
      path.push(tokens.expectName());
    } else if (tokens.takeSymbol('[')) {
      const { kind, text } = tokens.next();
      if (kind !== 'number' || !/^\d+$/.test(text)) throw tokens.unexpected('a position in a list');
      path.push(Number(text));
      tokens.expectSymbol(']');
    } else {
      return path;
    }
  }
}

/** Parses what follows WHERE. */
export class ConditionParser {
  readonly #tokens: Tokens;
  readonly #parameters: Parameters;

  constructor(tokens: Tokens, parameters: Parameters) {
    this.#tokens = tokens;
    this.#parameters = parameters;
  }

  parse(): Condition {
    return this.#joined('or', () => this.#joined('and', () => this.#negated()));
  }

  #joined(kind: 'and' | 'or', part: () => Condition): Condition {
    const conditions = [part()];
    while (this.#tokens.takeWord(kind.toUpperCase())) conditions.push(part());
    return conditions.length === 1 ? (conditions[0] as Condition) : { kind, conditions };
  }

  #negated(): Condition {
    if (this.#tokens.takeWord('NOT')) return { kind: 'not', condition: this.#tokens.nested(() => this.#negated()) };
    if (this.#tokens.isSymbol('(')) {
      this.#tokens.next();
      const condition = this.#tokens.nested(() => this.parse());
      this.#tokens.expectSymbol(')');
      return condition;
    }
    return this.#comparison();
  }

  #comparison(): Condition {
    const name = this.#tokens.peek().text.toLowerCase();
    if (FUNCTIONS.has(name) && this.#tokens.isSymbol('(', 1)) {
      this.#tokens.next();
      return this.#checked(name as FunctionName, this.#arguments());
    }
    const left = this.#operand();
    if (this.#tokens.takeWord('IS')) return this.#is(left);
    if (this.#tokens.takeWord('BETWEEN')) {
      const low = this.#operand();
      this.#tokens.expectWord('AND');
      return this.#checked('between', [left, low, this.#operand()]);
    }
    const isNegated = this.#tokens.isWord('NOT') && this.#tokens.isWord('IN', 1);
    if (isNegated) this.#tokens.next();
    if (this.#tokens.takeWord('IN')) {
      const condition = this.#checked('in', [left, ...this.#members()]);
      return isNegated ? { kind: 'not', condition } : condition;
    }
    const comparator = COMPARATORS.get(this.#tokens.peek().text);
    if (comparator === undefined) throw this.#tokens.unexpected('a comparison');
    this.#tokens.next();
    return this.#checked(comparator, [left, this.#operand()]);
  }

  /** IS [NOT] MISSING, IS [NOT] NULL. */
  #is(operand: Operand): Condition {
    const isNegated = this.#tokens.takeWord('NOT');
    let condition: Condition;
    if (this.#tokens.takeWord('MISSING')) {
      condition = this.#checked('attribute_not_exists', [operand]);
    } else {
      this.#tokens.expectWord('NULL');
      condition = { kind: 'attribute_type', operands: [operand, { kind: 'value', value: { S: 'NULL' } }] };
    }
    return isNegated ? { kind: 'not', condition } : condition;
  }

  #members(): readonly Operand[] {
    const end = this.#tokens.takeSymbol('[') ? ']' : ')';
    if (end === ')') this.#tokens.expectSymbol('(');
    const members = [this.#operand()];
    while (this.#tokens.takeSymbol(',')) members.push(this.#operand());
    this.#tokens.expectSymbol(end);
    return members;
  }

  #arguments(): readonly Operand[] {
    this.#tokens.expectSymbol('(');
    const operands = [this.#operand()];
    while (this.#tokens.takeSymbol(',')) operands.push(this.#operand());
    this.#tokens.expectSymbol(')');
    return operands;
  }

  #operand(): Operand {
    if (isValue(this.#tokens)) return { kind: 'value', value: parseValue(this.#tokens, this.#parameters) };
    if (this.#tokens.isWord('SIZE') && this.#tokens.isSymbol('(', 1)) {
      this.#tokens.next();
      const operands = this.#arguments();
      this.#check('size', operands);
      return { kind: 'size', of: operands[0] as Operand };
    }
    return { kind: 'path', path: parsePath(this.#tokens) };
  }

  #check(name: string, operands: readonly Operand[]): void {
    const complaint = checkOperands(name, operands);
    if (complaint !== undefined) throw validationError(complaint);
  }

  #checked(
    kind: FunctionName | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'between' | 'in',
    operands: readonly Operand[],
  ): Condition {
    this.#check(kind, operands);
    return { kind: kind as FunctionName, operands };
  }
}
