import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import * as z from 'zod';
import { type Fault, faultOf, type HistoryEvent, type HistoryHeader } from './event.ts';

/** The header of a history file; the events are checked by `faultOf` in `event.ts`. */
const historyHeaderSchema: z.ZodType<HistoryHeader> = z.object({
  faultline: z.literal('history'),
  version: z.literal(1),
  origin: z.number().int().nonnegative(),
  run: z.string().optional(),
});

/** A history file that cannot be read: which line, what is wrong, what was found and what was expected. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  readonly file: string;
  /** From 1. */
  readonly line: number;

  constructor(file: string, line: number, fault: Fault) {
    super(`${file}:${line}: ${fault.field}: got ${shown(fault.got)}, expected ${fault.expected}`);
    this.file = file;
    this.line = line;
  }
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** What a streaming reader learns besides the events; complete once the events have been read to the end. */
export interface HistoryReading {
  header: HistoryHeader | undefined;
  events: number;
  /** The text of a last line that a crashed writer left unfinished: not judged, and the history is incomplete. */
  truncated: string | undefined;
}

const chunkBytes = 1 << 18;

/**
 * Stream the events of a history file, in memory bounded by the longest line. Checks each line, that indexes count from
 * 0 and that time never decreases. A last line without a newline that is no JSON is reported in `reading`, not thrown.
 * @param wanted which events to read, by their lines and indexes; others are counted and not looked at
 * @throws HistoryError for anything else that is no history
 */
export async function* readHistory(
  file: string,
  reading: HistoryReading = emptyReading(),
  wanted?: (line: string, index: number) => boolean,
): AsyncGenerator<HistoryEvent, void, undefined> {
  let line = 0;
  let lastTime = 0;
  const accept = (text: string): HistoryEvent | undefined => {
    line += 1;
    if (text === '' || text === '\r') return undefined;
    if (reading.header !== undefined && wanted?.(text, reading.events) === false) {
      reading.events += 1;
      return undefined;
    }
    const parsed = parse(file, line, text);
    if (reading.header === undefined) {
      reading.header = headerOf(file, line, parsed);
      return undefined;
    }
    const fault = faultOf(parsed) ?? orderFault(parsed as HistoryEvent, reading.events, lastTime);
    if (fault !== undefined) throw new HistoryError(file, line, fault);
    const event = parsed as HistoryEvent;
    lastTime = event.time;
    reading.events += 1;
    return event;
  };
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: chunkBytes })) {
    const text: string = rest + chunk;
    let from = 0;
    for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      const event = accept(text.slice(from, to));
      from = to + 1;
      if (event !== undefined) yield event;
    }
    rest = text.slice(from);
  }
  if (rest !== '') {
    if (isJson(rest)) {
      const event = accept(rest);
      if (event !== undefined) yield event;
    } else reading.truncated = rest;
  }
  if (reading.header === undefined) {
    throw new HistoryError(file, 1, {
      field: 'header',
      expected: 'a first line {"faultline":"history","version":1,"origin":<epoch ms>}',
      got: reading.truncated,
    });
  }
}

/** A `HistoryReading` to hand to `readHistory`. */
export function emptyReading(): HistoryReading {
  return { header: undefined, events: 0, truncated: undefined };
}

/** Read a whole history into memory. @throws HistoryError */
export async function loadHistory(file: string): Promise<{ reading: HistoryReading; events: HistoryEvent[] }> {
  const reading = emptyReading();
  const events: HistoryEvent[] = [];
  for await (const event of readHistory(file, reading)) events.push(event);
  return { reading, events };
}

/** Write a history file; events must be in order, as `readHistory` demands. */
export async function writeHistory(file: string, header: HistoryHeader, events: Iterable<HistoryEvent>): Promise<void> {
  const handle = await open(file, 'w');
  try {
    let buffer = `${JSON.stringify(header)}\n`;
    for (const event of events) {
      buffer += `${JSON.stringify(event)}\n`;
      if (buffer.length > chunkBytes) {
        await handle.write(buffer);
        buffer = '';
      }
    }
    await handle.write(buffer);
  } finally {
    await handle.close();
  }
}

function parse(file: string, line: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HistoryError(file, line, { field: 'line', expected: 'a JSON object', got: text });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function headerOf(file: string, line: number, parsed: unknown): HistoryHeader {
  const header = historyHeaderSchema.safeParse(parsed);
  if (header.success) return header.data;
  throw new HistoryError(file, line, {
    field: 'header',
    expected: '{"faultline":"history","version":1,"origin":<epoch ms>}',
    got: parsed,
  });
}

function orderFault(event: HistoryEvent, index: number, lastTime: number): Fault | undefined {
  if (event.index !== index) return { field: 'index', expected: `${index}, counting from 0`, got: event.index };
  if (event.time < lastTime) return { field: 'time', expected: `at least ${lastTime}, as before it`, got: event.time };
  return undefined;
}
