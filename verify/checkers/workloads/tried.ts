import { type HistoryEvent, type Key, nemesis, type ProcessId } from '../../history/event.ts';
import { EventError } from '../../history/history-error.ts';
import { OpenOperations } from '../../history/open-operations.ts';
import { type Integer, isInteger } from '../../linearizability/models/integers.ts';

/** What was asked for, and how it ended. It took effect, if it did, between two events. */
export interface Tried {
  readonly f: string;
  /** What it was about; '' where all is one. */
  readonly key: Key;
  readonly process: ProcessId;
  /** `info` also where it never ended. */
  readonly outcome: 'ok' | 'fail' | 'info';
  /** The value of the invocation, of the end where it has none. */
  readonly input: unknown;
  /** The value of the `ok`. */
  readonly output: unknown;
  /** Index of the event with which it began. */
  readonly began: number;
  /** Index of its end; infinite where the outcome is unknown. */
  readonly ended: number;
  /** Its last event. */
  readonly event: HistoryEvent;
  readonly events: readonly number[];
}

/**
 * The operations of some words, in the order in which they ended. An `ok` without an invocation is a point; a `fail` or an `info`
 * without one is an annotation. O(n)
 * @throws EventError when a process does two things at once
 */
export function triedOf(history: readonly HistoryEvent[], words: readonly string[]): Tried[] {
  const open = new OpenOperations();
  const tried: Tried[] = [];
  for (const event of history) {
    if (event.process === nemesis || !words.includes(event.f)) continue;
    if (event.type === 'invoke') {
      open.begin(event);
      continue;
    }
    const asked = open.end(event);
    if (asked !== undefined || event.type === 'ok') tried.push(ofEvents(asked ?? event, event));
  }
  for (const asked of open.rest()) tried.push(ofEvents(asked, asked));
  return tried;
}

function ofEvents(asked: HistoryEvent, event: HistoryEvent): Tried {
  const outcome = event.type === 'invoke' ? 'info' : event.type;
  return {
    f: event.f,
    key: asked.key ?? event.key ?? '',
    process: event.process,
    outcome,
    input: asked.value ?? event.value,
    output: outcome === 'ok' ? event.value : undefined,
    began: asked.index,
    ended: outcome === 'info' ? Number.POSITIVE_INFINITY : event.index,
    event,
    events: asked === event ? [event.index] : [asked.index, event.index],
  };
}

/** By key, in the order in which the keys came. */
export function byKey(tried: readonly Tried[]): Map<Key, Tried[]> {
  const groups = new Map<Key, Tried[]>();
  for (const each of tried) {
    const group = groups.get(each.key);
    if (group === undefined) groups.set(each.key, [each]);
    else group.push(each);
  }
  return groups;
}

/** What a violation about a key is called: what all is one has the name of what it is. */
export function named(key: Key, otherwise: string): string {
  return key === '' ? otherwise : String(key);
}

/** What an `ok` found, a list. @throws EventError for anything else */
export function listOf({ event, output }: Tried): readonly unknown[] {
  if (Array.isArray(output)) return output;
  throw new EventError(event, { field: 'value', expected: 'a list of what was found', got: output });
}

/** An integer that an event tells. @throws EventError for anything else */
export function integerOf({ event }: Tried, value: unknown): Integer {
  if (isInteger(value)) return value;
  throw new EventError(event, { field: 'value', expected: 'an integer', got: value });
}

/** A value that an event tells; null is none. @throws EventError where there is none */
export function givenOf({ event }: Tried, value: unknown): unknown {
  if (value !== undefined && value !== null) return value;
  throw new EventError(event, { field: 'value', expected: 'a value', got: value });
}
