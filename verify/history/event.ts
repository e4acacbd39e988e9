/**
 * The words of the judge: one event of a history. Version 1.
 *
 * A history is JSON lines. The first line is a header, every other line one event. What an event means depends on `f`;
 * `verify/README.md` lists the vocabulary of each family of checkers.
 */

/** The first line of a history file. */
export interface HistoryHeader {
  readonly faultline: 'history';
  readonly version: 1;
  /** Epoch milliseconds of time 0. */
  readonly origin: number;
  /** Which run this is the history of. */
  readonly run?: string | undefined;
}

/**
 * `invoke` asks for something. `ok`: it happened. `fail`: it surely did not. `info`: unknown, it may take effect at any
 * later time or never; the process that asked goes on under another id. An `info` without an `invoke` is an annotation.
 */
export type EventType = 'invoke' | 'ok' | 'fail' | 'info';

/** What is acted on. A `bigint` is an integer that is not safe as a number, as everywhere in a history. */
export type Key = string | number | bigint;

/** A process: who performs one operation at a time. */
export type ProcessId = string | number;

/** One line of a history after the header. */
export interface HistoryEvent {
  /** Position in the history, from 0, without gaps. */
  readonly index: number;
  /**
   * Nanoseconds since the header's `origin`, never decreasing. A safe integer: 104 days. Epoch nanoseconds would not
   * fit a JSON number, and bigints as strings cost twice the time to read.
   */
  readonly time: number;
  readonly process: ProcessId;
  readonly type: EventType;
  readonly f: string;
  /** What is acted on: checkers partition by it. */
  readonly key?: Key | undefined;
  /** What was given or found; integers that are not safe are `bigint`. */
  readonly value?: unknown;
  /**
   * Ids that tie events together, for people: saga, request, attempt, entry. Checkers read `session`, and what Jepsen's tests
   * say beside the value: `position`, `link`, `rebalance-log`, `seek-to-beginning?`.
   */
  readonly correlation?: Readonly<Record<string, string | number>> | undefined;
  /** Why a `fail` or `info` is one. */
  readonly error?: string | undefined;
}

/** The process under which faults are written: `invoke` opens a fault window, `ok` closes it, `info` is one injection. */
export const nemesis = 'nemesis';

const types: ReadonlySet<unknown> = new Set<EventType>(['invoke', 'ok', 'fail', 'info']);

/** What is wrong with one field of a line. */
export interface Fault {
  readonly field: string;
  readonly expected: string;
  readonly got: unknown;
}

function isId(value: unknown): value is string | number {
  return typeof value === 'string' || Number.isSafeInteger(value);
}

/**
 * The first fault of a parsed line, or undefined when it is an event. By hand: a million lines are read, and zod takes
 * several times as long as `JSON.parse` itself (see docs/decisions/0070-history-format.md).
 */
export function faultOf(line: unknown): Fault | undefined {
  if (typeof line !== 'object' || line === null || Array.isArray(line)) {
    return { field: 'line', expected: 'a JSON object', got: line };
  }
  const event = line as Record<string, unknown>;
  if (!Number.isSafeInteger(event.index) || (event.index as number) < 0) {
    return { field: 'index', expected: 'a non-negative integer', got: event.index };
  }
  if (!Number.isSafeInteger(event.time) || (event.time as number) < 0) {
    return { field: 'time', expected: 'nanoseconds since the origin, a non-negative safe integer', got: event.time };
  }
  if (!isId(event.process)) return { field: 'process', expected: 'a string or a safe integer', got: event.process };
  if (!types.has(event.type)) return { field: 'type', expected: 'invoke, ok, fail or info', got: event.type };
  if (typeof event.f !== 'string' || event.f === '') {
    return { field: 'f', expected: 'a non-empty string', got: event.f };
  }
  if (event.key !== undefined && !isId(event.key) && typeof event.key !== 'bigint') {
    return { field: 'key', expected: 'a string or an integer', got: event.key };
  }
  if (event.error !== undefined && typeof event.error !== 'string') {
    return { field: 'error', expected: 'a string', got: event.error };
  }
  return event.correlation === undefined ? undefined : correlationFault(event.correlation);
}

function correlationFault(correlation: unknown): Fault | undefined {
  if (typeof correlation !== 'object' || correlation === null || Array.isArray(correlation)) {
    return { field: 'correlation', expected: 'an object of ids', got: correlation };
  }
  for (const [name, id] of Object.entries(correlation)) {
    if (!isId(id)) return { field: `correlation.${name}`, expected: 'a string or a safe integer', got: id };
  }
  return undefined;
}
