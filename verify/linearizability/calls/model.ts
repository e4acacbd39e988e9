import type { HistoryEvent } from '../../history/event.ts';
import type { Call } from './call.ts';
import type { Operation } from './operation.ts';

/** Later than every event: where what never returned returns. A small integer, because there is one in every call. */
export const never = 2 ** 31 - 1;

/**
 * A sequential specification: what an object answers when operations come one at a time. A record of pure functions;
 * states are values and are never changed.
 */
export interface Model<State> {
  readonly name: string;
  /** The operations that it knows, with their values, for people. */
  readonly operations: Readonly<Record<string, string>>;
  readonly initial: State;
  /** What an invocation gives to its operation; its value when nothing is said. */
  readonly inputOf?: (invocation: HistoryEvent) => unknown;
  /**
   * The state after an operation, or undefined when it cannot have happened in this state. An operation that never
   * returned has no output to fit; where it would change nothing, undefined is right too, because it is optional. A read that
   * never returned is left out: nobody asks about it.
   */
  readonly step: (state: State, operation: Operation) => State | undefined;
  /** Whether an operation never changes a state: then it is linearised as early as it fits, and never tried elsewhere. */
  readonly isRead: (operation: Operation) => boolean;
  /** What is wrong with the values of an operation, if they are none of this model's; it is refused then, not judged. */
  readonly faultOf?: (operation: Operation) => ValueFault | undefined;
  /** A primitive, equal for equal states only. */
  readonly keyOf: (state: State) => unknown;
  /** What a state says of the reads to come: lets the search turn back early. */
  readonly foresight?: Foresight<State>;
  /** A better algorithm for the calls of one key, sorted by invocation; undefined where it does not apply. */
  readonly shortcut?: (calls: readonly Call[]) => Shortcut | undefined;
}

/** A value that a model does not take. */
export interface ValueFault {
  readonly of: 'input' | 'output';
  readonly expected: string;
}

/** What a shortcut found. */
export type Shortcut = { readonly valid: true } | Broken;

/** Not linearizable: why, and the calls that show it. */
export interface Broken {
  readonly valid: false;
  readonly what: string;
  readonly calls: readonly Call[];
}

/** For models whose operations, reads apart, are possible in every state. */
export interface Foresight<State> {
  /** False only when no operations but overwriting ones can lead from the state to one in which the read fits. */
  readonly canBecome: (state: State, read: Operation) => boolean;
  /** Whether the state after an operation is the same whatever it was before. */
  readonly overwrites: (operation: Operation) => boolean;
}
