import { parseExactly } from '../exact-json.ts';
import { StringCache } from './string-cache.ts';

/** A line as it was read: what it holds is not looked at yet. */
export type Line = Record<string, unknown>;

const [quote, comma, colon, minus, zero, backslash] = [0x22, 0x2c, 0x3a, 0x2d, 0x30, 0x5c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];
const lineFeed = 0x0a;
/** So many digits are no rounding matter. */
const safeDigits = 15;

const spelt = ['index', 'time', 'process', 'type', 'f', 'key', 'value', 'error', 'correlation'].map((name) =>
  Buffer.from(`${name}"`),
);
/** What is no value of the plain shape. */
const none = Symbol('none');
const [isNull, isTrue, isFalse] = ['null', 'true', 'false'].map((word) => Buffer.from(word)) as [
  Buffer,
  Buffer,
  Buffer,
];

/**
 * Reads lines of the plain shape without making text of them: an object of the fields of an event, each at most once, with
 * numbers, strings without escapes, and values of any kind. Whatever else JSON allows is left to `JSON.parse`, which takes
 * twice as long.
 */
export class LineScanner {
  readonly #strings = new StringCache();
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  readonly #found: unknown[] = spelt.map(() => undefined);

  /** Where the line ends that was scanned: behind its line feed. */
  get end(): number {
    return this.#at;
  }

  /**
   * The line that begins at a place, or undefined when it is of another shape.
   * @param bytes with a zero behind what was read, so that nothing is taken for whole that is not
   */
  scan(bytes: Buffer, from: number): Line | undefined {
    this.#bytes = bytes;
    this.#at = from;
    this.#found.fill(undefined);
    let field = -1;
    if (this.#next() !== openObject) return undefined;
    do {
      this.#at += 1;
      if (this.#next() !== quote) return undefined;
      field = this.#field(field);
      if (field < 0 || this.#found[field] !== undefined || this.#next() !== colon) return undefined;
      this.#at += 1;
      const value = this.#value();
      if (value === none) return undefined;
      this.#found[field] = value;
    } while (this.#next() === comma);
    if (bytes[this.#at] !== closeObject) return undefined;
    this.#at += 1;
    if (this.#next() !== lineFeed) return undefined;
    this.#at += 1;
    return lineOf(this.#found);
  }

  /** The byte behind spaces. */
  #next(): number {
    let byte = this.#bytes[this.#at] as number;
    while (byte === 0x20 || byte === 0x09 || byte === 0x0d) byte = this.#bytes[++this.#at] as number;
    return byte;
  }

  /** Which field begins at a quote; it is passed. Most often it is one of those behind the last. */
  #field(last: number): number {
    const first = this.#at + 1;
    for (let tried = 1; tried <= spelt.length; tried++) {
      const field = (last + tried) % spelt.length;
      const name = spelt[field] as Buffer;
      if (this.#bytes[first] !== name[0] || !this.#spells(name, first)) continue;
      this.#at = first + name.length;
      return field;
    }
    return -1;
  }

  #spells(word: Buffer, from: number): boolean {
    for (let n = 0; n < word.length; n++) if (this.#bytes[from + n] !== word[n]) return false;
    return true;
  }

  #value(): unknown {
    const byte = this.#next();
    if (byte === quote) return this.#string();
    if (byte === minus || (byte >= zero && byte <= zero + 9)) return this.#integer();
    if (byte === openObject || byte === openList) return this.#composite();
    if (byte === isNull[0]) return this.#word(isNull, null);
    if (byte === isTrue[0]) return this.#word(isTrue, true);
    return byte === isFalse[0] ? this.#word(isFalse, false) : none;
  }

  #word(word: Buffer, value: unknown): unknown {
    if (!this.#spells(word, this.#at)) return none;
    this.#at += word.length;
    return value;
  }

  #string(): unknown {
    const from = this.#at + 1;
    let to = from;
    let all = 0;
    let hash = 0x811c9dc5;
    for (let byte = this.#bytes[to] as number; byte !== quote; byte = this.#bytes[++to] as number) {
      if (byte === backslash || byte < 0x20) return none;
      all |= byte;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    this.#at = to + 1;
    return this.#strings.text(this.#bytes, from, to, all < 0x80, hash);
  }

  #integer(): unknown {
    const isNegative = this.#bytes[this.#at] === minus;
    const from = isNegative ? this.#at + 1 : this.#at;
    let to = from;
    let value = 0;
    for (let byte = this.#bytes[to] as number; byte >= zero && byte <= zero + 9; byte = this.#bytes[++to] as number) {
      value = value * 10 + byte - zero;
    }
    const digits = to - from;
    const isPlain = digits > 0 && digits <= safeDigits && (this.#bytes[from] !== zero || digits === 1);
    // A fraction or an exponent behind it is neither a comma nor a bracket.
    if (!isPlain) return none;
    this.#at = to;
    return isNegative && value !== 0 ? -value : value;
  }

  #composite(): unknown {
    const from = this.#at;
    let depth = 0;
    let to = from;
    do {
      const byte = this.#bytes[to++] as number;
      if (byte === openObject || byte === openList) depth += 1;
      else if (byte === closeObject || byte === closeList) depth -= 1;
      else if (byte === quote) {
        for (let inner = this.#bytes[to] as number; inner !== quote; inner = this.#bytes[++to] as number) {
          if (inner === backslash || inner < 0x20) return none;
        }
        to += 1;
      } else if (byte === lineFeed || byte === 0) return none;
    } while (depth > 0);
    this.#at = to;
    try {
      return parseExactly(this.#bytes.toString('utf8', from, to));
    } catch {
      return none;
    }
  }
}

/** One shape for most: checkers look at these millions of times. */
function lineOf([index, time, process, type, f, key, value, error, correlation]: readonly unknown[]): Line {
  if (error === undefined && correlation === undefined) return { index, time, process, type, f, key, value };
  return { index, time, process, type, f, key, value, error, correlation };
}
