import { reservedWords } from './reserved-words.ts';
import type { Tokens } from './tokens.ts';

/** A document path as it is written: names, placeholders of names (`#n`) and positions in lists. */
export interface PathSyntax {
  readonly kind: 'path';
  readonly steps: readonly (string | number)[];
}

/** A placeholder of a value (`:v`). */
export interface ValueSyntax {
  readonly kind: 'value';
  readonly placeholder: string;
}

/** A function and its operands. */
export interface CallSyntax {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly OperandSyntax[];
}

/** What stands beside an operator, or in a function. */
export type OperandSyntax = PathSyntax | ValueSyntax | CallSyntax;

/** What is wrong with an expression besides its grammar: AWS tells the first of each kind, and the kinds in an order of its own. */
export class Complaints {
  readonly #first = new Map<string, string>();

  add(kind: string, message: string): void {
    if (!this.#first.has(kind)) this.#first.set(kind, message);
  }

  /** The one that AWS tells, by the order of the kinds. */
  first(...kinds: readonly string[]): string | undefined {
    return kinds.map((kind) => this.#first.get(kind)).find((message) => message !== undefined);
  }
}

const MAX_LEVELS = 32;
const MAX_POSITION = 2 ** 31 - 1;

function parseName(tokens: Tokens, complaints: Complaints, keywords: ReadonlySet<string>): string {
  const { kind, text } = tokens.peek();
  if (kind === 'placeholder' && text.startsWith('#')) return tokens.next().text;
  if (kind !== 'name' || keywords.has(text.toUpperCase())) throw tokens.unexpected();
  if (reservedWords.has(text.toUpperCase()))
    complaints.add('reserved', `Attribute name is a reserved keyword; reserved keyword: ${text}`);
  return tokens.next().text;
}

/** Parses a document path. `keywords` are the words of the expression itself, which cannot name an attribute. */
export function parsePath(tokens: Tokens, complaints: Complaints, keywords: ReadonlySet<string>): PathSyntax {
  return parseSteps(tokens, complaints, keywords, [parseName(tokens, complaints, keywords)]);
}

/** Parses what follows the beginning of a path. */
export function parseSteps(
  tokens: Tokens,
  complaints: Complaints,
  keywords: ReadonlySet<string>,
  begun: readonly (string | number)[],
): PathSyntax {
  const steps = [...begun];
  for (;;) {
    if (tokens.takeSymbol('.')) {
      steps.push(parseName(tokens, complaints, keywords));
    } else if (tokens.takeSymbol('[')) {
      if (tokens.peek().kind !== 'number') throw tokens.unexpected();
      const position = tokens.next().text;
      if (Number(position) > MAX_POSITION)
        complaints.add('path', `List index is not within the allowable range; index: [${position}]`);
      steps.push(Number(position));
      tokens.expectSymbol(']');
    } else {
      if (steps.length > MAX_LEVELS)
        complaints.add('path', `The document path has too many nesting levels; nesting levels: ${steps.length}`);
      return { kind: 'path', steps };
    }
  }
}

/** Parses a list of operands, after the opening parenthesis and to the closing one. */
export function parseOperands<T>(tokens: Tokens, parse: () => T): readonly T[] {
  const operands = [parse()];
  while (tokens.takeSymbol(',')) operands.push(parse());
  tokens.expectSymbol(')');
  return operands;
}

/** Whether a function call is next: a name and an opening parenthesis. */
export function isCall(tokens: Tokens): boolean {
  return tokens.peek().kind === 'name' && tokens.isSymbol('(', 1);
}
