import { judge } from './checkers/checker.ts';
import { sagaCheckers } from './checkers/saga/saga-checkers.ts';
import type { HistoryEvent } from './event.ts';
import { loadHistory } from './history.ts';
import { linearizability } from './linearizability/linearizability.ts';
import { models } from './linearizability/models/models.ts';
import type { Invariant } from './verdict-schema.ts';

/** A checker or a model that does not exist: what was asked for and what there is. */
export class CheckError extends Error {
  override readonly name = 'CheckError';
}

/** What to judge a file by. */
export interface CheckRequest {
  readonly checker: string;
  /** For linearizability: one of `models`. */
  readonly model?: string;
  readonly file: string;
  /** Then it is `unknown`, ms. */
  readonly timeoutMs?: number;
  /** A clock that only goes forward, ms. */
  readonly now: () => number;
}

/**
 * Judge a history file by one checker. A last line that a crash cut off is not judged, and then only what is definite
 * is accused.
 * @throws CheckError for an unknown checker or model, HistoryError for a file that is no history
 */
export async function checkFile(request: CheckRequest): Promise<Invariant> {
  const { checker: name, file, timeoutMs = Number.POSITIVE_INFINITY, now } = request;
  const run = checkerOf(name, request.model);
  const deadline = now() + timeoutMs;
  const { reading, events } = await loadHistory(file);
  return run(events, reading.truncated === undefined, () => now() > deadline);
}

type Run = (events: readonly HistoryEvent[], complete: boolean, outOfTime: () => boolean) => Invariant;

function checkerOf(name: string, modelName: string | undefined): Run {
  const saga = sagaCheckers.find((checker) => checker.name === name);
  if (saga !== undefined) return (events, complete) => judge(saga, events, { complete });
  if (name !== linearizability.name) {
    const known = [linearizability.name, ...sagaCheckers.map((checker) => checker.name)];
    throw new CheckError(`there is no checker "${name}"; expected one of ${known.join(', ')}`);
  }
  const model = models.get(modelName ?? '');
  if (model === undefined) {
    const asked = modelName === undefined ? 'no model was given' : `there is no model "${modelName}"`;
    throw new CheckError(`${asked}; expected one of ${[...models.keys()].join(', ')}`);
  }
  return (events, complete, outOfTime) => judge(linearizability, events, { complete, options: { model, outOfTime } });
}
