import type { HistoryEvent } from '../history/event.ts';
import type { Facts } from '../verdict/verdict-schema.ts';
import { groupBy } from './operations.ts';
import { type Saga, type SagaHistory, sagasOf } from './sagas.ts';

/** What a system did for one key, from its beginning to its end; `end` infinite while it is open. Times in ns. */
export interface UnitOfWork {
  /** Of a saga its own id, else the key of its requests. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** How it ended and why, in the words of the system; undefined while it is open. */
  readonly label: string | undefined;
  readonly reason?: string | undefined;
  /** What the request for it asked for, where the system says in the same words how it ended. */
  readonly expected?: string | undefined;
  /** Indexes of the events that say how it ended. */
  readonly events: readonly number[];
}

/** The units of work of a history: its sagas, or, where it has none, the requests of each key. O(n). */
export function unitsOf(history: readonly HistoryEvent[]): UnitOfWork[] {
  const model = sagasOf(history);
  return model.sagas.size > 0 ? sagaUnits(model) : requestUnits(model);
}

/** Counts them. @param units as `unitsOf` found them */
export function unitFacts(units: readonly UnitOfWork[]): Facts['units'] {
  const outcomes: Record<string, number> = {};
  const reasons: Record<string, number> = {};
  let open = 0;
  let unexpected = 0;
  for (const { label, reason, expected } of units) {
    if (label === undefined) {
      open += 1;
      continue;
    }
    outcomes[label] = (outcomes[label] ?? 0) + 1;
    if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1;
    if (expected !== undefined && expected !== label && expected !== reason) unexpected += 1;
  }
  return { total: units.length, open, outcomes, reasons, unexpected };
}

function sagaUnits({ sagas, attempts }: SagaHistory): UnitOfWork[] {
  const expected = new Map(attempts.map((attempt) => [attempt.saga, attempt.expected]));
  return [...sagas.values()].map((saga: Saga) => {
    const end = saga.ends.at(-1)?.value;
    return {
      id: saga.id,
      start: saga.begins[0]?.time ?? 0,
      end: saga.begins.length === 0 ? Number.POSITIVE_INFINITY : (saga.ends[0]?.time ?? Number.POSITIVE_INFINITY),
      label: end?.label,
      reason: end?.reason,
      expected: expected.get(saga.id),
      events: saga.ends.slice(-1).map((at) => at.index),
    };
  });
}

/** A request has ended with the first answer that accepts it; where none does, with the first that refuses it for certain. */
function requestUnits({ attempts }: SagaHistory): UnitOfWork[] {
  return [...groupBy(attempts, ({ key }) => key)].map(([id, ofKey]) => {
    const first = (wanted: 'ok' | 'fail') => ofKey.find(({ outcome }) => outcome === wanted);
    // A refusal for now, such as that of too many requests, is not the end.
    const answer = first('ok') ?? first('fail');
    return {
      id,
      start: ofKey.reduce((earliest, { start }) => Math.min(earliest, start), Number.POSITIVE_INFINITY),
      end: answer?.end ?? Number.POSITIVE_INFINITY,
      label: answer && (answer.label ?? (answer.outcome === 'ok' ? 'accepted' : 'refused')),
      // What it asked for is in the words of the system, and so compares with nothing but an end in those words.
      expected: answer?.label === undefined ? undefined : answer.expected,
      events: answer?.events ?? [],
    };
  });
}
