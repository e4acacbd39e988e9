import type { RunOptions } from '../run/run-options.ts';

/** Options of a sweep, whatever it goes through. */
export interface SweepOptions extends Omit<RunOptions, 'count'> {
  readonly only?: string;
  readonly atOnce: number;
}
