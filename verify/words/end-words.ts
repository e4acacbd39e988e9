/**
 * The vocabulary of ends: what a run left behind, beside what runs of the same input left that nobody disturbed.
 *
 * | f              | types | key     | means |
 * | item           | ok    | place   | what lies in a table or queue at the end: of this run, or of a `calm` one |
 * | function-error | info  | request | an invocation failed: its handler threw, it took too long, or its process ended |
 */
import * as z from 'zod';
import type { EventType } from '../history/event.ts';

/** The value of an event, by `f`. */
export const endValues = {
  item: z.object({
    /** The calm run that it is of; absent: this one. */
    calm: z.string().optional(),
    item: z.unknown(),
    /** When its run began, epoch milliseconds: numbers near it are times. */
    began: z.number(),
  }),
  'function-error': z.object({ function: z.string(), status: z.string(), errorType: z.string().optional() }),
} as const;

/** What types of events each word has: another one is refused. */
export const endTypes: Readonly<Record<keyof typeof endValues, readonly EventType[]>> = {
  item: ['ok'],
  'function-error': ['info'],
};
