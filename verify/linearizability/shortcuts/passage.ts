import type { Call } from '../calls/call.ts';

/** What was done with one value of a set that is added once and removed once. */
export interface Passage {
  add: Call | undefined;
  remove: Call | undefined;
  /** Calls that found it, and calls that did not. */
  readonly there: Call[];
  readonly gone: Call[];
}
