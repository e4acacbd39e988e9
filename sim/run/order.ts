import type { Experiment } from '../../experiment/file/experiment.ts';
import type { RunFacts } from '../../experiment/run/run-experiment.ts';

import type { Profile } from '../cloud/simulated-cloud.ts';

/** A run that is to be simulated. */
export interface SimulationOrder {
  /** Path of the module that exports the `system`. */
  readonly system: string;
  readonly experiment: Experiment;
  /** The stack's template. */
  readonly template: string;
  /** The translated module of each function, by its logical id. */
  readonly modules: Readonly<Record<string, string>>;
  readonly stack: string;
  readonly runDir: string;
  readonly seed: number;
  readonly profile: Profile;
  /** Epoch milliseconds of virtual time at which it begins. */
  readonly startMs: number;
  readonly operations?: number | undefined;
  readonly rate?: number | undefined;
  readonly sabotage?: string | undefined;
  /** What the thread shows to whoever watches it: {@link watched}. */
  readonly pulse: SharedArrayBuffer;
}

/** What a simulation made. */
export interface Simulated {
  readonly facts: RunFacts;
  readonly endMs: number;
  /** How many events of virtual time happened. */
  readonly events: number;
  readonly ignored: Readonly<Record<string, number>>;
}

/** What a thread of a simulation says. */
export type Said =
  | { readonly kind: 'report'; readonly line: string }
  | { readonly kind: 'running'; readonly functions: readonly string[] }
  | { readonly kind: 'done'; readonly simulated: Simulated }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly hint?: string | undefined;
      readonly stack?: string | undefined;
    };

/** Places of the pulse. */
export const watched = { events: 0, running: 1 } as const;
