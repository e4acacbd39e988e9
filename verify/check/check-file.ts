import { loadEdnHistory } from '../history/edn/edn-history.ts';
import type { HistoryEvent } from '../history/event.ts';
import { formatOf, type HistoryFormat } from '../history/formats.ts';
import { HistoryError, loadHistory } from '../history/history.ts';
import { linearizability } from '../linearizability/linearizability.ts';
import type { AnyModel } from '../linearizability/models/models.ts';
import { strangerTo } from '../linearizability/vocabulary.ts';
import { judge } from '../verdict/checker.ts';
import type { Invariant } from '../verdict/verdict-schema.ts';
import { checkerOf, modelOf } from './catalogue.ts';
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
  readonly file: string;
  /** `edn` for a file of that name, else `jsonl`, when nothing is said. */
  readonly format?: HistoryFormat;
  /** How long it may be judged, ms: what is not known then is `unknown`, whatever the checker. */
  readonly timeoutMs?: number;
  /** A clock that only goes forward, ms. */
  readonly now: () => number;
}

/** What a file was found to be. */
export interface Checked {
  readonly invariant: Invariant;
  readonly events: number;
  /** The text of a last line that a crash cut off: it was not judged. */
  readonly truncated: string | undefined;
}

/**
 * Judge a history file by one checker. A last line that a crash cut off is not judged, and then only what is definite
 * is accused.
 * @throws CheckError for an unknown checker, model or option, or a model of something else, HistoryError for a file that is no history
 */
export async function checkFile(request: CheckRequest): Promise<Checked> {
  const { checker: name, file, timeoutMs = Number.POSITIVE_INFINITY, now } = request;
  const entry = await checkerOf(name);
  const model = await modelOf(entry, request.model);
  const set = optionsOf(entry.checker, request.options ?? {});
  const format = request.format ?? formatOf(file);
  const { reading, events } = await (format === 'edn' ? loadEdnHistory(file) : loadHistory(file));
  const deadline = now() + searchShare * timeoutMs;
  const options = { ...set, outOfTime: () => now() > deadline, ...(model !== undefined && { model }) };
  const { truncated } = reading;
  if (reading.events === 0) {
    throw new HistoryError(file, 1, { field: 'history', expected: 'events after the header', got: truncated });
  }
  if (entry.checker.name === linearizability.name) refuseStrangers(file, model as AnyModel, events);
  const invariant = within(timeoutMs, () =>
    judge(entry.checker, events, { complete: truncated === undefined, options }),
  );
  return {
    invariant: invariant ?? overdue(entry.checker, timeoutMs),
    events: events.length,
    truncated,
  };
}

/** @throws CheckError for operations that the model does not know */
function refuseStrangers(file: string, model: AnyModel, events: readonly HistoryEvent[]): void {
  const stranger = strangerTo(model, events);
  if (stranger === undefined) return;
  const { event, knownBy } = stranger;
  throw new CheckError(
    `${file}: event ${event.index} is "${event.f}", but the model ${model.name} knows ${Object.keys(model.operations).join(', ')}`,
    knownBy.length > 0
      ? `All of its operations are known by ${knownBy.join(', ')}: name it with --model.`
      : 'No model has all of its operations: name a file that exports one, such as verify/examples/stack.ts.',
  );
}

function overdue({ name, claim }: Pick<Invariant, 'name' | 'claim'>, timeoutMs: number): Invariant {
  return { name, claim, valid: 'unknown', counts: {}, error: `not judged within ${timeoutMs / 1000} s` };
}
