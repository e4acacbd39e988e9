import type { Operation } from './workload.ts';

/** A place where an operation passes: a function, and the message that has it invoked. */
export interface Stop {
  /** With the prefix of the system. */
  readonly function: string;
  /** `charge-do`, or `request` where no message is behind it. */
  readonly step: string;
  /** Pattern of the body of that message. */
  readonly message?: string;
  /** Which stable key its invocations work on: that of the operation, that of the unit which came of it, or none. */
  readonly keyedBy: 'operation' | 'unit' | 'nothing';
}

/** A course that an operation may take. */
export interface Scenario {
  readonly name: string;
  /** How an operation of this kind ends, in the words of the system; undefined where it has none. */
  readonly expected: string | undefined;
  /** Whether what is looked at is a second request with the key of one that was accepted already. */
  readonly again: boolean;
}

/** A function that nobody's request invokes, but a schedule: what was left undone is its work. */
export interface Background {
  readonly stop: Stop;
  /** What it is invoked with, so that it looks after everything, however young. */
  readonly payload: object;
  /** An operation that only it can finish. */
  readonly scenario: Scenario;
  /** What leaves the operation to it: a fault, aimed at the key of the operation. */
  readonly leftBy: { readonly fault: string; readonly target: object; readonly parameters: object };
}

/** What a crash sweep needs to know of a system. */
export interface Sweepable {
  /** Everywhere that an operation may come by, in the order of its course. */
  readonly stops: readonly Stop[];
  /** Together they go through every step, and back. */
  readonly scenarios: readonly Scenario[];
  /** An operation of a scenario with a number and a key of its own, sent once. Pure. */
  readonly operation: (
    scenario: Scenario,
    number: number,
    of: { readonly seed: number; readonly keyPrefix: string },
  ) => Operation;
  /** The id of the unit that comes of an operation's key, known before it is sent. */
  readonly unitOf: (key: string) => string;
  readonly background?: Background;
}
