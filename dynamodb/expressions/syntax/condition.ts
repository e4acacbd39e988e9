import {
  type CallSyntax,
  Complaints,
  isCall,
  type OperandSyntax,
  parseOperands,
  parsePath,
  parseSteps,
} from './operand.ts';
import { remembering } from './remembering.ts';
import { Tokens } from './tokens.ts';

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A condition as it is written. */
export type ConditionSyntax =
  | {
      readonly kind: 'compare';
      readonly comparator: Comparator;
      readonly operands: readonly [OperandSyntax, OperandSyntax];
    }
  | { readonly kind: 'between'; readonly operands: readonly [OperandSyntax, OperandSyntax, OperandSyntax] }
  | { readonly kind: 'in'; readonly operands: readonly OperandSyntax[] }
  | CallSyntax
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly ConditionSyntax[] }
  | { readonly kind: 'not'; readonly condition: ConditionSyntax };

type Node = OperandSyntax | ConditionSyntax;

const KEYWORDS = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN']);
const COMPARATORS = new Set(['=', '<>', '<', '<=', '>', '>=']);
const FUNCTIONS = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
]);
/** Functions that only an update may have. */
const OF_UPDATES = new Set(['if_not_exists', 'list_append']);
const MAX_IN_OPERANDS = 100;

const isOperand = (node: Node): node is OperandSyntax =>
  node.kind === 'path' || node.kind === 'value' || node.kind === 'call';

class ConditionParser {
  readonly #tokens: Tokens;
  readonly #complaints = new Complaints();
  /** Nodes that stood in parentheses, which a second pair would be redundant around. */
  readonly #enclosed = new Set<Node>();

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  parse(): ConditionSyntax {
    const condition = this.#condition(this.#or());
    if (this.#tokens.peek().kind !== 'end') throw this.#tokens.unexpected();
    const complaint = this.#complaints.first('parentheses', 'function', 'misuse', 'operands', 'reserved', 'path');
    if (complaint !== undefined) throw this.#tokens.invalid(complaint);
    return condition;
  }

  #or(): Node {
    return this.#joined('or', () => this.#joined('and', () => this.#not()));
  }

  #joined(kind: 'and' | 'or', part: () => Node): Node {
    const first = part();
    const word = kind.toUpperCase();
    if (!this.#tokens.isWord(word)) return first;
    const conditions = [this.#condition(first)];
    while (this.#tokens.takeWord(word)) {
      this.#tokens.countOperator();
      conditions.push(this.#condition(part()));
    }
    return { kind, conditions };
  }

  #not(): Node {
    if (!this.#tokens.takeWord('NOT')) return this.#comparison();
    this.#tokens.countOperator();
    return { kind: 'not', condition: this.#condition(this.#tokens.nested(() => this.#not())) };
  }

  #comparison(): Node {
    const left = this.#primary();
    if (!isOperand(left)) return left;
    const { kind, text } = this.#tokens.peek();
    if (kind === 'symbol' && COMPARATORS.has(text)) {
      this.#tokens.next();
      this.#tokens.countOperator();
      const operands = [left, this.#operand()] as const;
      this.#checkUse(operands);
      return { kind: 'compare', comparator: text as Comparator, operands };
    }
    if (this.#tokens.takeWord('BETWEEN')) {
      this.#tokens.countOperator();
      const low = this.#operand();
      if (!this.#tokens.takeWord('AND')) throw this.#tokens.unexpected();
      const operands = [left, low, this.#operand()] as const;
      this.#checkUse(operands);
      return { kind: 'between', operands };
    }
    if (this.#tokens.takeWord('IN')) {
      this.#tokens.countOperator();
      this.#tokens.expectSymbol('(');
      const operands = [left, ...parseOperands(this.#tokens, () => this.#operand())];
      if (operands.length - 1 > MAX_IN_OPERANDS)
        this.#complaints.add(
          'operands',
          `The IN operator is provided with too many operands; number of operands: ${operands.length - 1}`,
        );
      this.#checkUse(operands);
      return { kind: 'in', operands };
    }
    return left;
  }

  #operand(): OperandSyntax {
    const node = this.#primary();
    if (!isOperand(node)) throw this.#tokens.unexpected();
    return node;
  }

  #primary(): Node {
    if (this.#tokens.isSymbol('(')) return this.#parentheses();
    if (isCall(this.#tokens)) return this.#call();
    const { kind, text } = this.#tokens.peek();
    if (kind === 'placeholder' && text.startsWith(':')) {
      this.#tokens.next();
      return { kind: 'value', placeholder: text };
    }
    return parsePath(this.#tokens, this.#complaints, KEYWORDS);
  }

  #parentheses(): Node {
    this.#tokens.expectSymbol('(');
    const node = this.#tokens.nested(() => this.#or());
    this.#tokens.expectSymbol(')');
    if (this.#enclosed.has(node)) this.#complaints.add('parentheses', 'The expression has redundant parentheses;');
    const enclosed = node.kind === 'path' ? parseSteps(this.#tokens, this.#complaints, KEYWORDS, node.steps) : node;
    this.#enclosed.add(enclosed);
    return enclosed;
  }

  #call(): CallSyntax {
    const name = this.#tokens.next().text;
    if (KEYWORDS.has(name.toUpperCase())) throw this.#tokens.unexpected();
    this.#tokens.expectSymbol('(');
    const operands = this.#tokens.nested(() => parseOperands(this.#tokens, () => this.#operand()));
    if (OF_UPDATES.has(name))
      this.#complaints.add('function', `The function is not allowed in a condition expression; function: ${name}`);
    else if (!FUNCTIONS.has(name)) this.#complaints.add('function', `Invalid function name; function: ${name}`);
    this.#checkUse(operands);
    return { kind: 'call', name, operands };
  }

  /** A condition where one must stand: a bare operand is none. */
  #condition(node: Node): ConditionSyntax {
    if (node.kind === 'path' || node.kind === 'value') throw this.#tokens.unexpected();
    if (node.kind === 'call' && node.name === 'size') this.#misused(node);
    return node;
  }

  #checkUse(operands: readonly OperandSyntax[]): void {
    for (const operand of operands) if (operand.kind === 'call' && operand.name !== 'size') this.#misused(operand);
  }

  #misused({ name }: CallSyntax): void {
    this.#complaints.add(
      'misuse',
      `The function is not allowed to be used this way in an expression; function: ${name}`,
    );
  }
}

/** Parses a condition, filter or key condition. Throws AWS's ValidationException for what is wrong in the text alone. */
export const parseCondition: (kind: string, text: string) => ConditionSyntax = remembering((kind, text) =>
  new ConditionParser(new Tokens(kind, text)).parse(),
);
