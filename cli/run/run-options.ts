import type { EngineOptions } from '../cloud/engine-options.ts';

/** Options of `./lab run`. */
export interface RunOptions extends EngineOptions {
  /** How many operations; default: as the experiment says. */
  readonly count?: number;
  /** Operations a second, at most; default: as the experiment says. */
  readonly rate?: number;
  readonly seed?: number;
  readonly sabotage?: string;
  readonly keep?: boolean;
  /** Where the system runs. @default localstack */
  readonly on?: 'localstack' | 'sim';
  /** Whether a live page is served while it runs, and where. */
  readonly live?: boolean;
  readonly pagePort?: number;
}
