/**
 * The vocabulary of versioned records: what `key` and `value` of an event hold, by `f`. Events of one record are in the
 * order in which it was written.
 *
 * | f       | types     | key    | means |
 * | version | invoke ok | record | the record was written: what it was from then on; `invoke`, if it is known: when its writer began, without a value |
 * | removal | ok        | record | the record was removed |
 */
import * as z from 'zod';
import type { EventType } from '../history/event.ts';

/** The value of an event, by `f`. */
export const recordValues = {
  version: z.object({
    version: z.number().int().positive(),
    /** What it is called in this state. */
    label: z.string(),
    /** It should never change again. */
    final: z.boolean(),
    /** The record's own log, a text a line: equal lines are equal texts. */
    log: z.array(z.string()),
    /** Of everything in the record: equal contents have equal digests. */
    digest: z.string(),
  }),
  removal: z.object({}),
} as const;

/** What types of events each word has: another one is refused. */
export const recordTypes: Readonly<Record<RecordWord, readonly EventType[]>> = {
  version: ['invoke', 'ok'],
  removal: ['ok'],
};

export type RecordWord = keyof typeof recordValues;
export type RecordValue<F extends RecordWord> = z.infer<(typeof recordValues)[F]>;
