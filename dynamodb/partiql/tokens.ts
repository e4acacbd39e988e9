import { type DynamoDbError, validationError } from '../calls/errors.ts';
import { TokenCursor } from '../syntax/token-cursor.ts';

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

function split(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of statement.matchAll(PIECE)) {
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    const kind = KINDS[group - 1] as Token['kind'];
    tokens.push({ kind, text: unquoted(kind, match[group] as string) });
  }
  return [...tokens, { kind: 'end', text: 'the end' }];
}

/** Reads a PartiQL statement token by token. */
export class Tokens extends TokenCursor<Token> {
  constructor(statement: string) {
    super(split(statement), MAX_DEPTH);
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.unexpected(word);
  }

  /** A name of a table, index or attribute, bare or in double quotes. */
  expectName(): string {
    const { kind } = this.peek();
    if (kind !== 'name' && kind !== 'quoted') throw this.unexpected('a name');
    return this.next().text;
  }

  /** What AWS says of a statement that it cannot read, with what was expected in place of what came. */
  override unexpected(expected: string): DynamoDbError {
    return validationError(
      `Statement wasn't well formed, can't be processed: expected ${expected} but found ${this.peek().text}`,
    );
  }
}
