import { type DynamoDbError, validationError } from '../calls/errors.ts';

interface Token {
  /** `name` is a bare word, `quoted` a name in double quotes, `text` a literal in single ones. */
  readonly kind: 'name' | 'quoted' | 'text' | 'number' | 'symbol' | 'other' | 'end';
  readonly text: string;
}

const PIECE =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(<<|>>|<>|!=|<=|>=|[=<>()[\]{},.:?*+;-])|(\S))/gy;
const KINDS = ['name', 'quoted', 'text', 'number', 'symbol', 'other'] as const;
const MAX_DEPTH = 200;

function unquoted(kind: Token['kind'], text: string): string {
  if (kind === 'quoted') return text.replaceAll('""', '"');
  return kind === 'text' ? text.replaceAll("''", "'") : text;
}

/** Reads a PartiQL statement token by token. */
export class Tokens {
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(statement: string) {
    const tokens: Token[] = [];
    for (const match of statement.matchAll(PIECE)) {
      const group = match.findIndex((part, index) => index > 0 && part !== undefined);
      const kind = KINDS[group - 1] as Token['kind'];
      tokens.push({ kind, text: unquoted(kind, match[group] as string) });
    }
    this.#tokens = [...tokens, { kind: 'end', text: 'the end' }];
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#position + ahead, this.#tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  /** Whether a keyword is next. */
  isWord(word: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'name' && text.toUpperCase() === word;
  }

  takeWord(word: string): boolean {
    const is = this.isWord(word);
    if (is) this.#position += 1;
    return is;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.malformed(word);
  }

  isSymbol(symbol: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'symbol' && text === symbol;
  }

  takeSymbol(symbol: string): boolean {
    const is = this.isSymbol(symbol);
    if (is) this.#position += 1;
    return is;
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.malformed(symbol);
  }

  /** A name of a table, index or attribute, bare or in double quotes. */
  expectName(): string {
    const { kind } = this.peek();
    if (kind !== 'name' && kind !== 'quoted') throw this.malformed('a name');
    return this.next().text;
  }

  /** What AWS says of a statement that it cannot read, with what was expected in place of what came. */
  malformed(expected: string): DynamoDbError {
    return validationError(
      `Statement wasn't well formed, can't be processed: expected ${expected} but found ${this.peek().text}`,
    );
  }

  /** Parses something that may hold itself, up to a depth that no statement needs. */
  nested<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.malformed('less nesting');
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }
}
