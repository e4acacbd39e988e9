import type { HistoryEvent } from '../history/event.ts';
import type { HistoryFormat } from '../history/formats.ts';
import { openHistory, type StoredHistory } from '../history/history.ts';
import { EventError, HistoryError } from '../history/history-error.ts';
import { emptyReading } from '../history/reading.ts';
import { UnknownWord } from '../linearizability/calls/unknown-word.ts';
import { linearizability } from '../linearizability/linearizability.ts';
import type { AnyModel } from '../linearizability/models/models.ts';
import { modelsThatKnow } from '../linearizability/vocabulary.ts';
import { type CheckerResult, examine, invariantOf, type Judging } from '../verdict/checker.ts';
import type { Invariant } from '../verdict/verdict-schema.ts';
import { checkerOf, type Entry, modelOf } from './catalogue.ts';
import { CheckError } from './check-error.ts';
import { optionsOf } from './checker-options.ts';
import { within } from './time-limit.ts';

/** Of the time: then searches end by themselves, and the rest is theirs to say how far they came. */
const searchShare = 0.8;

/** What to judge a file by. */
export interface CheckRequest {
  /** A name of the catalogue, or a TypeScript file that exports a `checker`. */
  readonly checker: string;
  /** One of the checker's models; for linearizability also a TypeScript file that exports a `model`. */
  readonly model?: string;
  /** What else is set of the checker, by name. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** A file, compressed or not, a pipe, or a folder that holds a history. */
  readonly file: string;
  /** Of a history that is linearizable, tell of the first keys what a picture of them is drawn from. */
  readonly whole?: boolean;
  /** By how the file begins when nothing is said. */
  readonly format?: HistoryFormat;
  /** How long it may be read and judged, ms: what is not known then is `unknown`, whatever the checker. */
  readonly timeoutMs?: number;
  /** A history with nothing to judge in it is valid. */
  readonly allowEmpty?: boolean;
  /** A clock that only goes forward, ms. */
  readonly now: () => number;
}

/** What a file was found to be. */
export interface Checked {
  readonly invariant: Invariant;
  readonly events: number;
  /** What it was read as, and whether it was compressed. */
  readonly format: HistoryFormat;
  readonly gzip: boolean;
  /** The text of a last line or form that a crash cut off: it was not judged. */
  readonly truncated: string | undefined;
}

/**
 * Judge a history file by one checker. A last line that a crash cut off is not judged, and then only what is definite
 * is accused.
 * @throws CheckError for an unknown checker, model or option, or a model of something else, HistoryError for a file that is
 * no history, or that holds what the checker cannot take
 */
export async function checkFile(request: CheckRequest): Promise<Checked> {
  const { checker: name, timeoutMs = Number.POSITIVE_INFINITY, allowEmpty } = request;
  const { now } = request;
  const entry = await checkerOf(name);
  const model = await modelOf(entry, request.model);
  const set = optionsOf(entry.checker, request.options ?? {});
  const history = openHistory(request.file, request.format);
  const reading = emptyReading();
  const deadline = now() + searchShare * timeoutMs;
  let known: CheckerResult | undefined;
  let isRead = false;
  const drawn = request.whole === true && entry.checker.name === linearizability.name && { whole: true };
  const options = {
    ...set,
    ...drawn,
    outOfTime: () => now() > deadline,
    tell: (result: CheckerResult) => {
      known = result;
    },
    model,
  };
  const judging: Judging<typeof options> = {
    options,
    allowEmpty,
    get incomplete() {
      return reading.truncated === undefined ? undefined : ('cut' as const);
    },
  };
  const read = (): Iterable<HistoryEvent> => {
    const events = history.events(isRead ? emptyReading() : reading);
    isRead = true;
    return events;
  };
  const judged = (): Invariant => {
    // Linearizability keeps what it needs; whoever looks at events again gets them all.
    const streams = entry.checker.name === linearizability.name;
    const events = streams ? { [Symbol.iterator]: () => read()[Symbol.iterator]() } : [...read()];
    const invariant = examine(entry.checker, events as readonly HistoryEvent[], judging);
    if (reading.events > 0) return invariant;
    const expected = 'events after the header';
    throw new HistoryError(history.file, 1, { field: 'history', expected, got: reading.truncated });
  };
  try {
    const invariant = within(timeoutMs, judged) ?? overdue(entry, timeoutMs, reading.events, known, judging);
    const { format, isGzip: gzip } = history;
    return { invariant, events: reading.events, format, gzip, truncated: reading.truncated };
  } catch (error) {
    throw explained(error, history, model as AnyModel);
  }
}

/** A verdict that is known stands, though there was no time to say more of it. */
function overdue(
  { checker }: Entry,
  timeoutMs: number,
  events: number,
  known: CheckerResult | undefined,
  judging: Judging<never> | Judging<object>,
): Invariant {
  const { name, claim } = checker;
  const seconds = `${timeoutMs / 1000} s`;
  if (known !== undefined) {
    const error = known.error ?? `the verdict is known, but its explanation was not ready within ${seconds}`;
    return invariantOf(checker, { ...known, error }, judging);
  }
  const error = `not judged within ${seconds}: ${events} events were read`;
  return { name, claim, valid: 'unknown', counts: {}, error };
}

/** What is wrong with an event, with the line on which it stands. */
function explained(error: unknown, history: StoredHistory, model: AnyModel): unknown {
  if (error instanceof UnknownWord) {
    const knownBy = modelsThatKnow(history.events());
    const words = Object.keys(model.operations).join(', ');
    return new CheckError(
      `${history.file}: event ${error.index} is "${error.fault.got}", but the model ${model.name} knows ${words}`,
      knownBy.length > 0
        ? `All of its operations are known by ${knownBy.join(', ')}: name it with --model.`
        : 'No model has all of its operations: name a file that exports one, such as verify/examples/stack.ts.',
    );
  }
  if (!(error instanceof EventError)) return error;
  return new HistoryError(history.file, history.lineOf(error.index), error.fault);
}
