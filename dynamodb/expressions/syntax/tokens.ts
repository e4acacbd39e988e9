import { type DynamoDbError, validationError } from '../../calls/errors.ts';
import { TokenCursor } from '../../syntax/token-cursor.ts';

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
export class Tokens extends TokenCursor<Token> {
  readonly #kind: string;
  readonly #text: string;
  #operators = 0;

  constructor(kind: string, text: string) {
    super(split(text), MAX_DEPTH);
    this.#kind = kind;
    this.#text = text;
    if (text === '') throw this.invalid('The expression can not be empty;');
    const bytes = Buffer.byteLength(text, 'utf8');
    if (bytes > MAX_BYTES)
      throw this.invalid(`Expression size has exceeded the maximum allowed size; expression size: ${bytes}`);
  }

  /** An error that begins with the parameter's name. */
  invalid(message: string): DynamoDbError {
    return validationError(`Invalid ${this.#kind}: ${message}`);
  }

  /** What AWS says of a token that cannot stand here, with its neighbours as they were written. */
  override unexpected(): DynamoDbError {
    const token = this.peek();
    const from = this.tokens[Math.max(0, this.position - 1)] as Token;
    const to = this.peek(1);
    const near = this.#text.slice(from.start, to.kind === 'end' ? to.start : to.start + to.text.length).trim();
    return this.invalid(`Syntax error; token: "${token.text}", near: "${near}"`);
  }

  /** Counts an operator: AWS allows 300 in an expression. */
  countOperator(): void {
    this.#operators += 1;
    if (this.#operators > 300) throw this.invalid('The expression contains too many operators; operator count: 301');
  }
}
