import { validationError } from '../calls/errors.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { dictionary } from '../values/dictionary.ts';
import { type ItemInput, readValue, type ValueInput } from '../values/read-value.ts';
import type { Tokens } from './tokens.ts';

/** The values that stand for the question marks of a statement, one after the other. */
export class Parameters {
  readonly #values: readonly ValueInput[];
  #used = 0;

  constructor(values: readonly ValueInput[]) {
    this.#values = values;
  }

  next(): ValueInput {
    const value = this.#values[this.#used];
    this.#used += 1;
    if (value === undefined) throw this.#mismatch();
    return value;
  }

  /** Throws if there are more parameters than question marks. */
  checkAllUsed(): void {
    if (this.#used < this.#values.length) throw this.#mismatch();
  }

  #mismatch() {
    return validationError("Number of parameters in request and statement don't match.");
  }
}

const WORDS: ReadonlyMap<string, ValueInput> = new Map<string, ValueInput>([
  ['TRUE', { BOOL: true }],
  ['FALSE', { BOOL: false }],
  ['NULL', { NULL: true }],
]);

/** Whether a literal or a question mark is next. */
export function isValue(tokens: Tokens): boolean {
  const { kind, text } = tokens.peek();
  if (kind === 'text' || kind === 'number') return true;
  if (kind === 'name') return WORDS.has(text.toUpperCase());
  return kind === 'symbol' && ['?', '-', '[', '{', '<<'].includes(text);
}

function parseList(tokens: Tokens, end: string, parse: () => ValueInput): readonly ValueInput[] {
  const elements: ValueInput[] = [];
  if (tokens.takeSymbol(end)) return elements;
  do elements.push(parse());
  while (tokens.takeSymbol(','));
  tokens.expectSymbol(end);
  return elements;
}

function setOf(elements: readonly ValueInput[]): ValueInput {
  for (const type of ['S', 'N', 'B'] as const) {
    const members = elements.map((element) => element[type]).filter((member) => member !== undefined);
    if (members.length === elements.length && members.length > 0) return { [`${type}S`]: members };
  }
  throw validationError('A set must have members, all of them strings, all numbers or all binary values.');
}

function parseMembers(tokens: Tokens, parameters: Parameters): ItemInput {
  const members = dictionary<ValueInput>();
  if (tokens.takeSymbol('}')) return members;
  do {
    const { kind, text } = tokens.peek();
    if (kind !== 'text' && kind !== 'quoted') throw tokens.unexpected('a name in quotes');
    tokens.next();
    tokens.expectSymbol(':');
    members[text] = parseInput(tokens, parameters);
  } while (tokens.takeSymbol(','));
  tokens.expectSymbol('}');
  return members;
}

function parseInput(tokens: Tokens, parameters: Parameters): ValueInput {
  const { kind, text } = tokens.next();
  const inner = () => tokens.nested(() => parseInput(tokens, parameters));
  if (kind === 'text') return { S: text };
  if (kind === 'number') return { N: text };
  const word = kind === 'name' ? WORDS.get(text.toUpperCase()) : undefined;
  if (word !== undefined) return word;
  if (kind === 'symbol') {
    if (text === '?') return parameters.next();
    if (text === '-') return { N: `-${tokens.next().text}` };
    if (text === '[') return { L: parseList(tokens, ']', inner) };
    if (text === '<<') return setOf(parseList(tokens, '>>', inner));
    if (text === '{') return { M: tokens.nested(() => parseMembers(tokens, parameters)) };
  }
  throw validationError(`Statement wasn't well formed, can't be processed: expected a value but found ${text}`);
}

/** Parses a literal or takes the next parameter. Throws AWS's ValidationException for what no attribute can have. */
export function parseValue(tokens: Tokens, parameters: Parameters): AttributeValue {
  return readValue(parseInput(tokens, parameters));
}
