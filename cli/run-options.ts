import type { EngineOptions } from './engine-options.ts';

/** Options of `./lab run`. */
export interface RunOptions extends EngineOptions {
  readonly orders?: number;
  readonly seed?: number;
  readonly sabotage?: string;
  readonly keep?: boolean;
}
