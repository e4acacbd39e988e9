import * as z from 'zod';
import { type Fault, faultOf, type HistoryEvent, type HistoryHeader } from '../event.ts';
import { InexactNumber, parseExactly } from '../exact-json.ts';
import { HistoryError, Told } from '../history-error.ts';
import { emptyReading, type HistoryReading } from '../reading.ts';
import type { Bytes, Source } from '../source/source.ts';
import { LineScanner } from './line-scanner.ts';

/** The header of a history file; the events are checked by `faultOf` in `event.ts`. */
const headerSchema: z.ZodType<HistoryHeader> = z.object({
  faultline: z.literal('history'),
  version: z.literal(1),
  origin: z.number().int().nonnegative(),
  run: z.string().optional(),
});
const expectedHeader = '{"faultline":"history","version":1,"origin":<epoch ms>}';

/** Which events to read, by their lines and indexes; others are counted and not looked at. */
export type Wanted = (line: string, index: number) => boolean;

const firstBytes = 1 << 20;
const lineFeed = 0x0a;

/**
 * The events of a history in the lab's own format, one after the other, in memory bounded by the longest line. Checks each
 * line, that indexes count from 0 and that time never decreases. A last line without a newline that is no JSON is reported
 * in `reading`, not thrown.
 * @throws HistoryError for anything else that is no history
 */
export function readJsonLines(
  source: Source,
  reading: HistoryReading = emptyReading(),
  wanted?: Wanted,
): Generator<HistoryEvent, void, undefined> {
  return new LineReader(source, reading, wanted).events();
}

class LineReader {
  readonly #source: Source;
  readonly #reading: HistoryReading;
  readonly #wanted: Wanted | undefined;
  readonly #scanner = new LineScanner();
  /** What was read and not passed lies from `from` to `to`; a zero follows. */
  #held = Buffer.alloc(firstBytes);
  #from = 0;
  #to = 0;
  #lastTime = 0;

  constructor(source: Source, reading: HistoryReading, wanted: Wanted | undefined) {
    this.#source = source;
    this.#reading = reading;
    this.#wanted = wanted;
  }

  *events(): Generator<HistoryEvent, void, undefined> {
    const bytes = this.#source.open();
    try {
      do {
        for (;;) {
          const plain = this.#scanned();
          if (plain !== undefined) {
            yield plain;
            continue;
          }
          const end = this.#held.indexOf(lineFeed, this.#from);
          if (end < 0 || end >= this.#to) break;
          const text = this.#held.toString('utf8', this.#from, end);
          this.#from = end + 1;
          const event = this.#accept(text);
          if (event !== undefined) yield event;
        }
      } while (this.#fill(bytes));
    } finally {
      bytes.close();
    }
    const last = this.#last();
    if (last !== undefined) yield last;
    if (this.#reading.header !== undefined) return;
    const got = this.#reading.truncated;
    throw this.#error({ field: 'header', expected: `a first line ${expectedHeader}`, got }, 1);
  }

  /** The event of a last line without a line feed, if it is whole. */
  #last(): HistoryEvent | undefined {
    const rest = this.#held.toString('utf8', this.#from, this.#to);
    if (this.#source.isCut) this.#reading.truncated = '';
    if (rest !== '' && isJson(rest)) return this.#accept(rest);
    if (rest !== '') this.#reading.truncated = rest;
    return undefined;
  }

  /** Read on, behind what is left. @returns whether there was more */
  #fill(bytes: Bytes): boolean {
    this.#held.copyWithin(0, this.#from, this.#to);
    this.#to -= this.#from;
    this.#from = 0;
    if (this.#to + 1 >= this.#held.length) {
      const larger = Buffer.alloc(this.#held.length * 2);
      this.#held.copy(larger, 0, 0, this.#to);
      this.#held = larger;
    }
    const count = bytes.read(this.#held.subarray(0, -1), this.#to);
    this.#to += count;
    this.#held[this.#to] = 0;
    return count > 0;
  }

  /** The event of the next line, if that is here as a whole and of the plain shape. */
  #scanned(): HistoryEvent | undefined {
    if (this.#reading.header === undefined || this.#wanted !== undefined) return undefined;
    const line = this.#scanner.scan(this.#held, this.#from);
    if (line === undefined) return undefined;
    this.#from = this.#scanner.end;
    this.#reading.line += 1;
    return this.#checked(line);
  }

  #accept(text: string): HistoryEvent | undefined {
    const reading = this.#reading;
    reading.line += 1;
    if (text === '' || text === '\r') return undefined;
    if (reading.header !== undefined && this.#wanted?.(text, reading.events) === false) {
      reading.events += 1;
      return undefined;
    }
    const parsed = this.#parsed(text);
    if (reading.header !== undefined) return this.#checked(parsed);
    const header = headerSchema.safeParse(parsed);
    if (!header.success) throw this.#error({ field: 'header', expected: expectedHeader, got: parsed });
    reading.header = header.data;
    return undefined;
  }

  #parsed(text: string): unknown {
    try {
      return parseExactly(text);
    } catch (error) {
      if (!(error instanceof InexactNumber)) {
        throw this.#error({ field: 'line', expected: 'a JSON object', got: text });
      }
      const expected = 'an integer, or a number that a double holds: write it as a string';
      throw this.#error({ field: 'number', expected, got: new Told(error.token) });
    }
  }

  #checked(parsed: unknown): HistoryEvent {
    const reading = this.#reading;
    const fault = faultOf(parsed) ?? orderFault(parsed as HistoryEvent, reading.events, this.#lastTime);
    if (fault !== undefined) throw this.#error(fault);
    this.#lastTime = (parsed as HistoryEvent).time;
    reading.events += 1;
    return parsed as HistoryEvent;
  }

  #error(fault: Fault, line = this.#reading.line): HistoryError {
    return new HistoryError(this.#source.file, line, fault);
  }
}

function orderFault(event: HistoryEvent, index: number, lastTime: number): Fault | undefined {
  if (event.index !== index) return { field: 'index', expected: `${index}, counting from 0`, got: event.index };
  if (event.time < lastTime) return { field: 'time', expected: `at least ${lastTime}, as before it`, got: event.time };
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
