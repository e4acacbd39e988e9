import {
  Complaints,
  isCall,
  type OperandSyntax,
  type PathSyntax,
  parseOperands,
  parsePath,
  type ValueSyntax,
} from './operand.ts';
import { remembering } from './remembering.ts';
import { Tokens } from './tokens.ts';

/** The right side of a SET: an operand, or two with an operator between them, which is a call of `+` or `-` here. */
export type ActionSyntax =
  | { readonly kind: 'SET'; readonly path: PathSyntax; readonly value: OperandSyntax }
  | { readonly kind: 'REMOVE'; readonly path: PathSyntax }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: PathSyntax; readonly value: ValueSyntax };

const KEYWORDS = new Set(['SET', 'REMOVE', 'ADD', 'DELETE']);
const SUMS = new Set(['+', '-']);
const FUNCTIONS = new Set(['if_not_exists', 'list_append']);

class UpdateParser {
  readonly #tokens: Tokens;
  readonly #complaints = new Complaints();
  readonly #sections = new Set<string>();

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  parse(): readonly ActionSyntax[] {
    const actions: ActionSyntax[] = [];
    do actions.push(...this.#section());
    while (this.#tokens.peek().kind !== 'end');
    const complaint = this.#complaints.first('reserved', 'path', 'function', 'misuse', 'section');
    if (complaint !== undefined) throw this.#tokens.invalid(complaint);
    return actions;
  }

  #section(): readonly ActionSyntax[] {
    const { kind, text } = this.#tokens.peek();
    const section = text.toUpperCase();
    if (kind !== 'name' || !KEYWORDS.has(section)) throw this.#tokens.unexpected();
    this.#tokens.next();
    if (this.#sections.has(section))
      this.#complaints.add('section', `The "${section}" section can only be used once in an update expression;`);
    this.#sections.add(section);
    const actions = [this.#action(section as ActionSyntax['kind'])];
    while (this.#tokens.takeSymbol(',')) actions.push(this.#action(section as ActionSyntax['kind']));
    return actions;
  }

  #action(kind: ActionSyntax['kind']): ActionSyntax {
    const path = parsePath(this.#tokens, this.#complaints, KEYWORDS);
    if (kind === 'REMOVE') return { kind, path };
    if (kind !== 'SET') return { kind, path, value: this.#placeholder() };
    this.#tokens.expectSymbol('=');
    return { kind, path, value: this.#enclosed(() => this.#sum()) };
  }

  /** With or without one pair of parentheses around it. */
  #enclosed(parse: () => OperandSyntax): OperandSyntax {
    if (!this.#tokens.takeSymbol('(')) return parse();
    const value = parse();
    this.#tokens.expectSymbol(')');
    return value.kind === 'call' && SUMS.has(value.name) ? value : this.#sumFrom(value);
  }

  #sum(): OperandSyntax {
    return this.#sumFrom(this.#operand());
  }

  #sumFrom(left: OperandSyntax): OperandSyntax {
    const operator = [...SUMS].find((symbol) => this.#tokens.takeSymbol(symbol));
    if (operator === undefined) return left;
    this.#tokens.countOperator();
    return { kind: 'call', name: operator, operands: [left, this.#operand()] };
  }

  #operand(): OperandSyntax {
    return this.#tokens.nested(() => {
      if (this.#tokens.takeSymbol('(')) {
        const operand = this.#operand();
        this.#tokens.expectSymbol(')');
        return operand;
      }
      if (isCall(this.#tokens)) return this.#call();
      if (this.#tokens.peek().text.startsWith(':')) return this.#placeholder();
      return parsePath(this.#tokens, this.#complaints, KEYWORDS);
    });
  }

  #placeholder(): ValueSyntax {
    const { kind, text } = this.#tokens.peek();
    if (kind !== 'placeholder' || !text.startsWith(':')) throw this.#tokens.unexpected();
    this.#tokens.next();
    return { kind: 'value', placeholder: text };
  }

  #call(): OperandSyntax {
    const name = this.#tokens.next().text;
    this.#tokens.expectSymbol('(');
    const operands = parseOperands(this.#tokens, () => this.#operand());
    if (!FUNCTIONS.has(name)) this.#complaints.add('function', `Invalid function name; function: ${name}`);
    if (operands.some((operand) => operand.kind === 'call' && operand.name === 'list_append'))
      this.#complaints.add(
        'misuse',
        'The function is not allowed to be used this way in an expression; function: list_append',
      );
    return { kind: 'call', name, operands };
  }
}

/** Parses an UpdateExpression into its actions. Throws AWS's ValidationException for what is wrong in the text alone. */
export const parseUpdate: (kind: string, text: string) => readonly ActionSyntax[] = remembering((kind, text) =>
  new UpdateParser(new Tokens(kind, text)).parse(),
);
