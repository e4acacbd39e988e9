import type { Cloud } from '../kernel/cloud.ts';
import type { ClientAttempt } from '../run/run-files.ts';

/** What is asked of a system once, however often it is sent: an order, a decision, a command. */
export interface Operation {
  /** 1 for the first of a run. */
  readonly number: number;
  /** One stable key: the same for the same seed and key prefix. */
  readonly key: string;
}

/** What a user of a system needs of the world. */
export interface World {
  /** Base address of the system's HTTP API, without a slash at the end; empty where it has none. */
  readonly target: string;
  readonly cloud: Cloud;
  readonly seed: number;
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Keeps an attempt, as soon as it has ended. */
  readonly record: (attempt: ClientAttempt) => void;
  /** Whether a user may ask again after an attempt that was recorded: retries have a budget, and who finds it empty gives up. */
  readonly mayRetry: (unclear: ClientAttempt) => boolean;
}

/** How a system is used. */
export interface Workload<Planned extends Operation = Operation> {
  /** Puts in place what operations need, before the first of a run; the system is quiet then. */
  prepare?(cloud: Cloud): Promise<void>;
  /** The operation with this number: the same for the same seed, whoever sends it and in whatever order. Pure. */
  operation(seed: number, number: number, keyPrefix: string): Planned;
  /**
   * Sends an operation as its user would, repetitions included, and records every attempt.
   * @param process one user: a sequence of attempts, never two at a time
   */
  send(operation: Planned, process: string, world: World): Promise<void>;
}
