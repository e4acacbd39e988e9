/** A piece of a text, known by its kind; `name` is a bare word, and the last one of a text is an `end`. */
export interface AnyToken {
  readonly kind: string;
  readonly text: string;
}

/** Goes over the tokens of a text that a parser reads by descent; what it says of what cannot stand there is its language's. */
export abstract class TokenCursor<Token extends AnyToken> {
  protected readonly tokens: readonly Token[];
  protected position = 0;
  readonly #maxDepth: number;
  #depth = 0;

  /** `tokens` ends with an `end`; `maxDepth` is how deeply anything may hold itself. */
  constructor(tokens: readonly Token[], maxDepth: number) {
    this.tokens = tokens;
    this.#maxDepth = maxDepth;
  }

  /** The error for the next token, where something else was expected. */
  abstract unexpected(expected: string): Error;

  /** The token `ahead` places further on. */
  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)] as Token;
  }

  /** Takes the next token, whatever it is. */
  next(): Token {
    const token = this.peek();
    this.position += 1;
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

  /** Takes the word if it is next. */
  takeWord(word: string): boolean {
    const is = this.isWord(word);
    if (is) this.position += 1;
    return is;
  }

  /** Takes the symbol if it is next. */
  takeSymbol(symbol: string): boolean {
    const is = this.isSymbol(symbol);
    if (is) this.position += 1;
    return is;
  }

  /** Takes the symbol, which must be next. */
  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.unexpected(symbol);
  }

  /** Parses something that may hold itself, and refuses what is nested more deeply than is ever needed. */
  nested<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth) throw this.unexpected('less nesting');
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }
}
