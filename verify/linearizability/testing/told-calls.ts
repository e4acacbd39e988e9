import type { Call } from '../calls/call.ts';
import { never } from '../calls/model.ts';

/** A call as it is told in a test: from one event until another, or `never`. */
export type Told = readonly [f: string, from: number, until: number, input?: unknown, output?: unknown];

/** Calls in the order in which they are told. */
export function callsOf(told: readonly Told[]): Call[] {
  return told.map(([f, call, end, input, output]) => {
    return { f, input, output, returned: end !== never, call, return: end };
  });
}
