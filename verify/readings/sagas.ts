import type { HistoryEvent } from '../history/event.ts';
import { EventError } from '../history/history-error.ts';
import { neverBegan, OpenOperations } from '../history/open-operations.ts';
import { expectType, readValue } from '../words/read-value.ts';
import { type SagaValue, sagaTypes, sagaValues } from '../words/saga-words.ts';

/**
 * Something that happened once between two times (ns): never before `start`, surely by `end`. An observed point has
 * start = end; a request that was never answered ends at infinity. `events`: indexes in the history.
 */
export interface Span {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly events: readonly number[];
}

/** The one line of a saga's record, as found. */
export interface At<Value> {
  readonly time: number;
  readonly index: number;
  readonly value: Value;
}

export type Effect = Span & SagaValue<'effect'>;
export type Money = Span & SagaValue<'money'>;

/** All that a history says of one saga, in order of the history. */
export interface Saga {
  readonly id: string;
  readonly begins: At<SagaValue<'begin'>>[];
  readonly transitions: At<SagaValue<'transition'>>[];
  readonly ends: At<SagaValue<'end'>>[];
  readonly states: At<SagaValue<'state'>>[];
  /** Effects that took place; refused ones are not here. */
  readonly effects: Effect[];
  readonly money: Money[];
}

/** One attempt of a client, under an idempotency key: `saga` and `label` are what an `ok` answered. */
export interface Attempt extends Span {
  readonly digest: string;
  readonly expected: string | undefined;
  readonly outcome: 'ok' | 'fail' | 'info';
  readonly saga: string | undefined;
  readonly label: string | undefined;
  /** What was said of a `fail` or an `info`. */
  readonly error: string | undefined;
}

/** A history in the words of sagas. */
export interface SagaHistory {
  readonly sagas: ReadonlyMap<string, Saga>;
  readonly attempts: readonly Attempt[];
  readonly resources: readonly (At<SagaValue<'resource'>> & { readonly key: string })[];
  readonly queues: readonly (At<SagaValue<'queue'>> & { readonly key: string })[];
  readonly deadLetters: readonly (At<SagaValue<'dead-letter'>> & { readonly key: string })[];
  /** When the system went quiet, or, `reached` false, when waiting for it was given up. */
  readonly quiet: { readonly time: number; readonly index: number; readonly reached: boolean } | undefined;
}

const read = new WeakMap<readonly HistoryEvent[], SagaHistory>();

/**
 * Read a history in the words of sagas, once per history: every saga checker asks for it. O(n).
 * @throws Error when an event does not hold what `saga-words.ts` says
 */
export function sagasOf(history: readonly HistoryEvent[]): SagaHistory {
  const known = read.get(history);
  if (known !== undefined) return known;
  const fresh = readSagas(history);
  read.set(history, fresh);
  return fresh;
}

function readSagas(history: readonly HistoryEvent[]): SagaHistory {
  const sagas = new Map<string, Saga>();
  const attempts: Attempt[] = [];
  const resources: SagaHistory['resources'][number][] = [];
  const queues: SagaHistory['queues'][number][] = [];
  const deadLetters: SagaHistory['deadLetters'][number][] = [];
  let quiet: SagaHistory['quiet'];
  const open = new OpenOperations();

  const sagaOf = (id: string): Saga => {
    const known = sagas.get(id);
    if (known !== undefined) return known;
    const saga: Saga = { id, begins: [], transitions: [], ends: [], states: [], effects: [], money: [] };
    sagas.set(id, saga);
    return saga;
  };
  const effect = (event: HistoryEvent, span: Span): void => {
    if (event.type === 'fail') return;
    if (event.type !== 'ok') {
      throw new EventError(event, {
        field: 'type',
        expected: 'ok or fail: what is unknown cannot be judged',
        got: event.type,
      });
    }
    if (event.f === 'effect') {
      const value = readValue(sagaValues.effect, event);
      sagaOf(value.saga).effects.push({ ...span, ...value });
    } else {
      const value = readValue(sagaValues.money, event);
      sagaOf(value.saga).money.push({ ...span, ...value });
    }
  };
  const attempt = (event: HistoryEvent, asked: HistoryEvent, span: Span): void => {
    const { digest, expected } = readValue(sagaValues.request, asked);
    const { saga, label } = event.type === 'ok' ? readValue(sagaValues.answer, event) : {};
    const outcome = event.type === 'invoke' ? 'info' : event.type;
    attempts.push({ ...span, digest, expected, outcome, saga, label, error: event.error });
  };
  const settle = (event: HistoryEvent, asked: HistoryEvent | undefined): void => {
    const span: Span = {
      key: String(event.key),
      start: (asked ?? event).time,
      end: event.type === 'invoke' ? Number.POSITIVE_INFINITY : event.time,
      events: asked === undefined || asked === event ? [event.index] : [asked.index, event.index],
    };
    if (event.f !== 'request') effect(event, span);
    else if (asked !== undefined) attempt(event, asked, span);
    else throw neverBegan(event);
  };

  for (const event of history) {
    const at = { time: event.time, index: event.index };
    const key = String(event.key);
    const types = Object.hasOwn(sagaTypes, event.f) ? sagaTypes[event.f] : undefined;
    if (types !== undefined) expectType(event, types);
    switch (event.f) {
      case 'request':
      case 'effect':
      case 'money': {
        if (event.type === 'invoke') open.begin(event);
        else settle(event, open.end(event));
        break;
      }
      case 'begin':
        sagaOf(key).begins.push({ ...at, value: readValue(sagaValues.begin, event) });
        break;
      case 'transition':
        sagaOf(key).transitions.push({ ...at, value: readValue(sagaValues.transition, event) });
        break;
      case 'end':
        sagaOf(key).ends.push({ ...at, value: readValue(sagaValues.end, event) });
        break;
      case 'state':
        sagaOf(key).states.push({ ...at, value: readValue(sagaValues.state, event) });
        break;
      case 'resource':
        resources.push({ ...at, key, value: readValue(sagaValues.resource, event) });
        break;
      case 'queue':
        queues.push({ ...at, key, value: readValue(sagaValues.queue, event) });
        break;
      case 'dead-letter':
        deadLetters.push({ ...at, key, value: readValue(sagaValues['dead-letter'], event) });
        break;
      case 'quiet':
        quiet = { ...at, reached: event.type === 'ok' };
        break;
    }
  }
  for (const event of open.rest()) settle(event, event);
  return { sagas, attempts, resources, queues, deadLetters, quiet };
}

/** The last final state of a saga, undefined while it is open. */
export function outcomeOf(saga: Saga): SagaValue<'end'> | undefined {
  return saga.ends.at(-1)?.value;
}
