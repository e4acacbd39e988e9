import type * as z from 'zod';
import type { HistoryEvent } from '../../../verify/history/event.ts';
import { groupBy, type Operation, operationsOf } from '../../../verify/readings/operations.ts';
import { readValue } from '../../../verify/words/read-value.ts';
import { type PromisedLimit, words } from './words.ts';

/** An event of a word of a rate limiter. */
interface Told<Value> {
  readonly key: string;
  readonly time: number;
  readonly index: number;
  readonly value: Value;
}

/** A call that was admitted at some time from `start` to `end`, milliseconds; clients' clocks show whole ones. */
export interface Admission {
  readonly call: string;
  readonly bucket: string;
  readonly start: number;
  readonly end: number;
  /** Whether its client knows of it. */
  readonly answered: boolean;
  readonly events: readonly number[];
}

/** One attempt that was refused for now. */
export interface Refusal extends Omit<Admission, 'answered'> {}

/** What users of a rate limiter saw, and what was found in it. */
export interface Calls {
  readonly limits: ReadonlyMap<string, PromisedLimit>;
  readonly attempts: ReadonlyMap<string, readonly Attempt[]>;
  readonly metered: ReadonlyMap<string, Told<{ readonly bucket: string }>>;
  /** In the order of their beginnings. */
  readonly admissions: readonly Admission[];
  readonly refusals: readonly Refusal[];
}

export interface Attempt extends Operation<{ readonly bucket: string }> {
  /** Too many calls: refused for now. */
  readonly limited: boolean;
}

const toMs = (ns: number) => ns / 1e6;

/** Reads a history in the words of a rate limiter. O(n log n). @throws EventError where an event is not as `words.ts` says */
export function callsOf(history: readonly HistoryEvent[]): Calls {
  const limits = new Map(toldOf(history, 'limit', words.limit).map(({ key, value }) => [key, value]));
  const metered = new Map(toldOf(history, 'metered', words.metered).map((one) => [one.key, one]));
  const attempts = operationsOf(history, 'request', words.request).map((attempt): Attempt => {
    const end = history[attempt.events.at(-1) as number];
    return { ...attempt, limited: attempt.outcome === 'fail' && /^status 429\b/.test(end?.error ?? '') };
  });
  const byCall = groupBy(attempts, ({ key }) => key);
  const admissions = [...byCall].flatMap(([call, ofCall]) => admissionOf(call, ofCall, metered.get(call)) ?? []);
  const refusals = attempts
    .filter(({ limited }) => limited)
    .map(({ key: call, value: { bucket }, start, end, events }) => {
      return { call, bucket, start: Math.floor(toMs(start)), end: Math.ceil(toMs(end)) + 1, events };
    });
  return { limits, attempts: byCall, metered, admissions: admissions.sort((a, b) => a.start - b.start), refusals };
}

function toldOf<Value>(history: readonly HistoryEvent[], word: string, schema: z.ZodType<Value>): Told<Value>[] {
  return history
    .filter(({ f }) => f === word)
    .map((event) => ({
      key: String(event.key),
      time: event.time,
      index: event.index,
      value: readValue(schema, event),
    }));
}

/**
 * A call is admitted once, however often it is asked for: by its first answer at the latest, and not before the first attempt that
 * may have done it. A call that nobody heard of again was admitted if the meter knows it, when the meter says.
 */
function admissionOf(
  call: string,
  attempts: readonly Attempt[],
  metered: Told<{ readonly bucket: string }> | undefined,
): Admission | undefined {
  const possible = attempts.filter(({ outcome }) => outcome !== 'fail');
  const [first] = possible;
  if (first === undefined) return undefined;
  const { bucket } = first.value;
  const start = Math.floor(toMs(Math.min(...possible.map((attempt) => attempt.start))));
  const answers = possible.filter(({ outcome }) => outcome === 'ok').sort((a, b) => a.end - b.end);
  const [answer] = answers;
  if (answer !== undefined) {
    const events = [...new Set([...first.events, ...answer.events])];
    return { call, bucket, start, end: Math.ceil(toMs(answer.end)) + 1, answered: true, events };
  }
  if (metered === undefined) return undefined;
  const at = Math.max(start, Math.floor(toMs(metered.time)));
  return { call, bucket, start: at, end: at + 1, answered: false, events: [...first.events, metered.index] };
}
