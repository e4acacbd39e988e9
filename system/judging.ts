import type { Snapshot } from '../run/snapshot.ts';
import type { Checker } from '../verify/verdict/checker.ts';
import type { Happening } from './happening.ts';

/** A system's run in the words of the judge. */
export interface Translation {
  readonly happenings: readonly Happening[];
  /** What keeps the history from being whole, one sentence each. */
  readonly problems: readonly string[];
}

/** How a run of a system is judged. */
export interface Judging {
  /**
   * What the tables of a run say, beyond requests, messages, queues, faults and probes, which every system tells in the same way.
   * @param observedAt when the run was looked at, epoch milliseconds
   */
  readonly translate: (snapshot: Snapshot, observedAt: number) => Translation;
  /** What judges every run of it, named by its experiment or not. */
  readonly invariants: readonly Checker[];
}
