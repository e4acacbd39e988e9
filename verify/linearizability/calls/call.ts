import type { Operation } from './operation.ts';

/** An operation with its place in the history: from the event of its call to the event of its return. */
export interface Call extends Operation {
  /** Index of the invocation in the history. */
  readonly call: number;
  /** Index of the `ok`; `never` when it never returned. */
  readonly return: number;
}
