import type { When } from '../faults/moment.ts';
import type { Rule } from '../faults/rule.ts';
import type { Batch } from './batch.ts';
import type { ChaosEnvironment } from './environment.ts';

/** What chaos reads and replaces of an invocation, as middy passes it along. */
export interface InvocationRequest {
  event: unknown;
  response: unknown;
  readonly context: { readonly memoryLimitInMB?: string; getRemainingTimeInMillis(): number };
}

/** One side of a handler, in one invocation, while rules act. */
export interface Moment {
  readonly when: When;
  readonly rules: readonly Rule[];
  readonly environment: ChaosEnvironment;
  readonly request: InvocationRequest;
  readonly batch: Batch;
  /** Has `free` run when the invocation ends, in whatever way. */
  atEnd(free: () => void): void;
}

/** An answer of the invocation that is not its handler's. */
export interface Answer {
  readonly response: unknown;
}

/**
 * Lets one kind of fault act. It is called on both sides of the handler, and does nothing on the one that is not its own.
 * An answer before the handler is given instead of running it, one after it instead of the handler's own.
 * @throws whatever the invocation shall fail with
 */
export type Injector = (moment: Moment) => Promise<Answer | undefined>;
