import { InexactNumber, jsonText } from '../exact-json.ts';
import type { TextWindow } from '../source/text-window.ts';
import { isNumber, numberOf } from './edn-numbers.ts';
import { namedCharacters, stringOf } from './edn-strings.ts';

/** Text that is no EDN, or nothing that a history can hold. */
export class EdnError extends Error {
  override readonly name = 'EdnError';
  readonly line: number;
  readonly got: string;
  readonly expected: string;

  constructor(line: number, got: string, expected: string) {
    super(`got ${got}, expected ${expected}`);
    this.line = line;
    this.got = got;
    this.expected = expected;
  }
}

/** The text ended within a form. */
export class Unfinished extends Error {
  override readonly name = 'Unfinished';
}

const blank = /[\s,]*/y;
const token = /[^\s,()[\]{}"\\;]+/y;
const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const mostKinds = 'a number, string, keyword, symbol, list, vector, set, map or tagged form';

/**
 * Reads EDN form by form. Keywords and symbols become strings without their colon, characters strings, lists and vectors
 * arrays, sets arrays in order, maps objects whose keys are text, tagged forms what is tagged. Integers of any size are
 * exact. What `#_` discards and comments are left out. https://github.com/edn-format/edn
 */
export class EdnParser {
  readonly #window: TextWindow;

  constructor(window: TextWindow) {
    this.#window = window;
  }

  /** The line, from 1, of what comes next. */
  get line(): number {
    return this.#window.line;
  }

  /** Pass what says nothing. @returns the character that comes next; empty at the end */
  next(): string {
    for (;;) {
      const window = this.#window;
      blank.lastIndex = window.at;
      blank.exec(window.text);
      window.at = blank.lastIndex;
      if (window.isOver) return '';
      const character = window.text[window.at] as string;
      if (character === ';') this.#passComment();
      else if (character === '#' && this.#peek(1) === '_') this.#discard();
      else if (!/[\s,]/.test(character)) return character;
    }
  }

  /** Pass a character that `next` has told. */
  pass(): void {
    this.#window.at += 1;
  }

  /** The next form. @throws EdnError, Unfinished */
  form(): unknown {
    const character = this.next();
    switch (character) {
      case '':
        throw new Unfinished();
      case '"':
        return this.#string();
      case '\\':
        return this.#character();
      case '(':
      case '[':
        return this.#items(character);
      case '{':
        return this.#map('');
      case ')':
      case ']':
      case '}':
        throw this.#error(character, 'no closing bracket');
      case '#':
        return this.#dispatched();
      default:
        return this.#atom(this.#token());
    }
  }

  #peek(distance: number): string {
    while (this.#window.at + distance >= this.#window.text.length) if (!this.#window.more()) return '';
    return this.#window.text[this.#window.at + distance] as string;
  }

  #passComment(): void {
    const window = this.#window;
    let end = window.text.indexOf('\n', window.at);
    while (end < 0 && window.more()) end = window.text.indexOf('\n', window.at);
    window.at = end < 0 ? window.text.length : end;
  }

  #discard(): void {
    this.#window.at += 2;
    if (/[)\]}]/.test(this.next())) throw this.#error('#_', 'a form that it discards');
    this.form();
  }

  /** What stands together. */
  #token(): string {
    for (;;) {
      token.lastIndex = this.#window.at;
      const found = token.exec(this.#window.text)?.[0] ?? '';
      const reachesEnd = this.#window.at + found.length === this.#window.text.length;
      if (reachesEnd && this.#window.more()) continue;
      this.#window.at += found.length;
      return found;
    }
  }

  #atom(text: string): unknown {
    if (text === 'nil') return null;
    if (text === 'true') return true;
    if (text === 'false') return false;
    if (isNumber(text)) return this.#number(text);
    const first = text[0] as string;
    if (first === ':' && text.length > 1) return text.replace(/^::?/, '');
    if (first !== ':' && first !== '^' && first !== '@' && first !== '`' && first !== '~') return text;
    throw this.#error(text, mostKinds);
  }

  #number(text: string): number | bigint {
    try {
      return numberOf(text);
    } catch (error) {
      if (!(error instanceof InexactNumber)) throw error;
      throw this.#error(text, 'an integer, or a number that a double holds: write it as a string');
    }
  }

  #string(): string {
    const window = this.#window;
    const from = window.at;
    for (let at = from + 1; ; at++) {
      while (at >= window.text.length) if (!window.more()) throw new Unfinished();
      if (window.text[at] === '\\') at += 1;
      else if (window.text[at] === '"') {
        const inner = window.text.slice(from + 1, at);
        const text = stringOf(inner);
        if (text === undefined) throw this.#error(`"${inner}"`, 'escapes such as \\n, \\", \\\\ or \\u00e4');
        window.at = at + 1;
        return text;
      }
    }
  }

  #character(): string {
    const first = this.#peek(1);
    this.#window.at += 2;
    token.lastIndex = this.#window.at;
    const isSingle = first === '' || !/[^\s,()[\]{}"\\;]/.test(first);
    const name = first + (isSingle ? '' : this.#token());
    if (first === '') throw new Unfinished();
    if ([...name].length === 1) return name;
    const named = namedCharacters[name] ?? stringOf(`\\${name}`);
    if (named === undefined) throw this.#error(`\\${name}`, 'a character such as \\a, \\newline or \\u00e4');
    return named;
  }

  /** What is between a bracket and the one that closes it. */
  #items(bracket: string): unknown[] {
    const line = this.line;
    this.pass();
    const items: unknown[] = [];
    while (!this.#closes(bracket, line)) items.push(this.form());
    return items;
  }

  /** Whether a bracket is closed now; then that is passed. */
  #closes(bracket: string, line: number): boolean {
    const next = this.next();
    if (next !== ')' && next !== ']' && next !== '}') return false;
    if (next !== closing[bracket]) throw this.#error(next, `${closing[bracket]} for the ${bracket} of line ${line}`);
    this.pass();
    return true;
  }

  /** @param namespace of keywords and symbols that have none */
  #map(namespace: string): Record<string, unknown> {
    const line = this.line;
    this.pass();
    const entries: [string, unknown][] = [];
    while (!this.#closes('{', line)) {
      const first = this.next();
      const form = this.form();
      const key = typeof form === 'string' ? form : jsonText(form);
      if (/[)\]}]/.test(this.next())) throw this.#error(this.next(), `a value for the key ${key} of a map`);
      const isNamed = first === '"' || first === '\\' || typeof form !== 'string' || key.includes('/');
      entries.push([isNamed || namespace === '' ? key : `${namespace}/${key}`, this.form()]);
    }
    const named = namespace === '' ? entries : entries.map(([key, value]) => [key.replace(/^_\//, ''), value] as const);
    const map = Object.fromEntries(named);
    if (Object.keys(map).length === entries.length) return map;
    throw this.#error(`two keys that are ${repeated(named.map(([key]) => key))} as text`, 'each once', line);
  }

  #set(): unknown[] {
    const line = this.line;
    const items = this.#items('{').map((item) => ({ item, text: jsonText(item) }));
    items.sort((a, b) => order(a.item, b.item) || (a.text < b.text ? -1 : 1));
    const twice = items.find(({ text }, n) => text === items[n - 1]?.text);
    if (twice !== undefined) throw this.#error(`${twice.text} twice in a set`, 'each value once', line);
    return items.map(({ item }) => item);
  }

  #dispatched(): unknown {
    const next = this.#peek(1);
    if (next === '{') {
      this.pass();
      return this.#set();
    }
    if (next === '#') {
      const text = this.#token();
      throw this.#error(text, 'a number that equals itself and can be compared');
    }
    const tag = this.#token();
    if (tag.startsWith('#:')) {
      if (this.next() !== '{') throw this.#error(tag, 'a map behind a namespace');
      return this.#map(tag.slice(2));
    }
    if (!/^#[a-zA-Z]/.test(tag)) throw this.#error(tag === '#' ? `#${next}` : tag, mostKinds);
    return this.form();
  }

  #error(got: string, expected: string, line = this.line): EdnError {
    return new EdnError(line, got, expected);
  }
}

function order(one: unknown, other: unknown): number {
  const isNumeric = (value: unknown) => typeof value === 'number' || typeof value === 'bigint';
  if (!isNumeric(one) || !isNumeric(other) || one === other) return 0;
  return (one as number) < (other as number) ? -1 : 1;
}

function repeated(keys: readonly string[]): string | undefined {
  return keys.find((key, n) => keys.indexOf(key) < n);
}
