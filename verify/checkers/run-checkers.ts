import type { Checker } from '../verdict/checker.ts';
import { noResidue } from './experiment/no-residue.ts';
import { steadyState } from './experiment/steady-state.ts';
import { sagaCheckers } from './saga/saga-checkers.ts';

/** Everything that each run of the lab is judged by, in the order in which a verdict shows it. */
export const runCheckers: readonly Checker[] = [...sagaCheckers, steadyState, noResidue];
