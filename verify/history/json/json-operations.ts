import { InexactNumber, parseExactly } from '../exact-json.ts';
import { HistoryError, Told } from '../history-error.ts';
import type { Said } from '../operations/operation.ts';
import type { HistoryReading } from '../reading.ts';
import type { Source } from '../source/source.ts';
import { TextWindow } from '../source/text-window.ts';

const interesting = /["{}]/g;
const longestShown = 2000;

/**
 * The objects of a JSON file: those of one array around all of them, as elle-cli has it, or one after the other, as JSON
 * lines. A last one that a crash cut off is reported in `reading`. In memory bounded by the longest.
 * @throws HistoryError with the line, what was found and what was expected
 */
export function* jsonOperations(source: Source, reading: HistoryReading): Generator<Said, void, undefined> {
  const bytes = source.open();
  try {
    yield* new ObjectReader(source.file, new TextWindow(bytes), reading).objects();
  } finally {
    bytes.close();
  }
  if (source.isCut) reading.truncated ??= '';
}

class ObjectReader {
  readonly #file: string;
  readonly #window: TextWindow;
  readonly #reading: HistoryReading;

  constructor(file: string, window: TextWindow, reading: HistoryReading) {
    this.#file = file;
    this.#window = window;
    this.#reading = reading;
  }

  *objects(): Generator<Said, void, undefined> {
    const window = this.#window;
    let isArray = this.#next() === '[';
    if (isArray) window.at += 1;
    for (let next = this.#next(); next !== ''; next = this.#next()) {
      const { line } = window;
      if (isArray && next === ']') {
        isArray = false;
        window.at += 1;
        continue;
      }
      if (next !== '{') throw this.#error(next, isArray ? 'an object, or ] after the last' : 'an object', line);
      const from = window.at;
      const end = this.#end();
      if (end < 0) {
        this.#reading.truncated = window.text.slice(from, from + longestShown);
        return;
      }
      yield { operation: this.#parsed(window.text.slice(from, end), line), line };
      window.at = end;
      window.forget();
      if (isArray && this.#next() === ',') window.at += 1;
    }
    if (isArray) this.#reading.truncated = '';
  }

  /** The character behind spaces; empty at the end. */
  #next(): string {
    const window = this.#window;
    while (!window.isOver) {
      const character = window.text[window.at] as string;
      if (!/\s/.test(character)) return character;
      window.at += 1;
    }
    return '';
  }

  /** Behind the object that begins here; -1 when it is cut off. */
  #end(): number {
    const window = this.#window;
    let depth = 0;
    let at = window.at;
    for (;;) {
      interesting.lastIndex = at;
      const found = interesting.exec(window.text);
      if (found === null) {
        at = window.text.length;
        if (!window.more()) return -1;
        continue;
      }
      at = found.index + 1;
      if (found[0] === '{') depth += 1;
      else if (found[0] === '}') depth -= 1;
      else at = this.#endOfString(at);
      if (at < 0 || depth === 0) return at;
    }
  }

  #endOfString(from: number): number {
    const window = this.#window;
    for (let at = from; ; at++) {
      while (at >= window.text.length) if (!window.more()) return -1;
      if (window.text[at] === '\\') at += 1;
      else if (window.text[at] === '"') return at + 1;
    }
  }

  #parsed(text: string, line: number): unknown {
    try {
      return parseExactly(text);
    } catch (error) {
      if (!(error instanceof InexactNumber)) throw this.#error(text, 'a JSON object', line);
      throw this.#error(error.token, 'an integer, or a number that a double holds: write it as a string', line);
    }
  }

  #error(got: string, expected: string, line: number): HistoryError {
    return new HistoryError(this.#file, line, { field: 'operation', got: new Told(got), expected });
  }
}
