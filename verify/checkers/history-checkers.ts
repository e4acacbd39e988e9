import type { Checker } from '../verdict/checker.ts';
import { coordinationCheckers } from './coordination/coordination-checkers.ts';
import { endCheckers } from './ends/end-checkers.ts';
import { crashPoints } from './experiment/crash-points.ts';
import { tolerableUnderFaults } from './experiment/tolerable-under-faults.ts';
import { noDirtyRefusals } from './isolation/no-dirty-refusals.ts';
import { messageCheckers } from './messages/message-checkers.ts';
import { recordCheckers } from './records/record-checkers.ts';
import { recoveryCheckers } from './recovery/recovery-checkers.ts';
import { runCheckers } from './run-checkers.ts';
import { sagaCheckers } from './saga/saga-checkers.ts';

/**
 * Every checker that needs nothing but a history. An experiment may name any of them as an invariant; those of
 * `runCheckers`, and those that its system names, judge each run, named or not.
 */
export const historyCheckers: readonly Checker[] = [
  ...sagaCheckers,
  ...runCheckers,
  ...messageCheckers,
  ...recordCheckers,
  ...coordinationCheckers,
  ...recoveryCheckers,
  noDirtyRefusals,
  tolerableUnderFaults,
  crashPoints,
  ...endCheckers,
];
