import type { Fault } from './event.ts';
import { jsonText } from './exact-json.ts';

/** A history file that cannot be read: which line, what is wrong, what was found and what was expected. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  readonly file: string;
  /** From 1. */
  readonly line: number;

  constructor(file: string, line: number, { field, expected, got }: Fault) {
    super(`${file}:${line}: ${field}: got ${shown(got)}, expected ${expected}`);
    this.file = file;
    this.line = line;
  }
}

/**
 * An event that a checker cannot take as what it says it is: a mistake of who wrote the history, not of the system that it
 * tells of. Who knows the file says the line too.
 */
export class EventError extends Error {
  override readonly name = 'EventError';
  /** Index of the event. */
  readonly index: number;
  readonly fault: Fault;

  constructor({ index, f }: { readonly index: number; readonly f: string }, { field, expected, got }: Fault) {
    super(`event ${index} (${f}): ${field}: got ${shown(got)}, expected ${expected}`);
    this.index = index;
    this.fault = { field: `${f}: ${field}`, expected, got };
  }
}

/** What a fault found, as text that is to be shown as it is. */
export class Told {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function shown(got: unknown): string {
  if (got === undefined) return 'nothing';
  const text = got instanceof Told ? got.text : jsonText(got);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
