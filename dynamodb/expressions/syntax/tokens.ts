import { type DynamoDbError, validationError } from '../../calls/errors.ts';

interface Token {
  /** `end` stands behind the last one; `other` is a character that no expression knows. */
  readonly kind: 'name' | 'placeholder' | 'number' | 'symbol' | 'other' | 'end';
  readonly text: string;
  readonly start: number;
}

const PIECE =
  /[ \t\r\n]*(?:([A-Za-z][A-Za-z0-9_]*)|([#:][A-Za-z0-9_]+)|(\d+)|(<>|<=|>=|[=<>()[\],.+-])|([^ \t\r\n]))/gy;
const KINDS = ['name', 'placeholder', 'number', 'symbol', 'other'] as const;
const MAX_BYTES = 4096;
/** Deeper than any expression of 300 operators can be without parentheses that are redundant. */
const MAX_DEPTH = 310;

function split(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PIECE)) {
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    const piece = match[group] as string;
    tokens.push({
      kind: KINDS[group - 1] as Token['kind'],
      text: piece,
      start: match.index + match[0].length - piece.length,
    });
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: text.length });
  return tokens;
}

/** Reads an expression token by token, and complains as AWS does. `kind` is the parameter, such as `UpdateExpression`. */
export class Tokens {
  readonly #kind: string;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;
  #operators = 0;

  constructor(kind: string, text: string) {
    this.#kind = kind;
    this.#text = text;
    if (text === '') throw this.invalid('The expression can not be empty;');
    const bytes = Buffer.byteLength(text, 'utf8');
    if (bytes > MAX_BYTES)
      throw this.invalid(`Expression size has exceeded the maximum allowed size; expression size: ${bytes}`);
    this.#tokens = split(text);
  }

  /** An error that begins with the parameter's name. */
  invalid(message: string): DynamoDbError {
    return validationError(`Invalid ${this.#kind}: ${message}`);
  }

  /** The token `ahead` places further on. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#position + ahead, this.#tokens.length - 1)] as Token;
  }

  /** Takes the next token, whatever it is. */
  next(): Token {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  /** Whether the next token is the word, however it is written. */
  isWord(word: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'name' && text.toUpperCase() === word;
  }

  /** Whether the next token is the symbol. */
  isSymbol(symbol: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'symbol' && text === symbol;
  }

  /** Takes the symbol if it is next. */
  takeSymbol(symbol: string): boolean {
    const is = this.isSymbol(symbol);
    if (is) this.#position += 1;
    return is;
  }

  /** Takes the word if it is next. */
  takeWord(word: string): boolean {
    const is = this.isWord(word);
    if (is) this.#position += 1;
    return is;
  }

  /** Takes the symbol, which must be next. */
  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.syntaxError();
  }

  /** What AWS says of a token that cannot stand here, with its neighbours as they were written. */
  syntaxError(): DynamoDbError {
    const token = this.peek();
    const from = this.#tokens[Math.max(0, this.#position - 1)] as Token;
    const to = this.peek(1);
    const near = this.#text.slice(from.start, to.kind === 'end' ? to.start : to.start + to.text.length).trim();
    return this.invalid(`Syntax error; token: "${token.text}", near: "${near}"`);
  }

  /** Counts an operator: AWS allows 300 in an expression. */
  countOperator(): void {
    this.#operators += 1;
    if (this.#operators > 300) throw this.invalid('The expression contains too many operators; operator count: 301');
  }

  /** Parses something that may hold itself, and refuses what is nested so deeply that no expression of AWS's size needs it. */
  nested<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.syntaxError();
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }
}
