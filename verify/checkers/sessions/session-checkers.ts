import type { Checker } from '../../verdict/checker.ts';
import { eventualConvergence } from './eventual-convergence.ts';
import { sequentialConsistency } from './sequential-consistency.ts';
import { monotonicReads, monotonicWrites, readYourWrites, writesFollowReads } from './session-guarantees.ts';

/** Everything that a history of reads and writes of versioned values can be judged by, weakest first. */
export const sessionCheckers: readonly Checker[] = [
  eventualConvergence as Checker,
  monotonicReads,
  monotonicWrites,
  readYourWrites,
  writesFollowReads,
  sequentialConsistency,
];
