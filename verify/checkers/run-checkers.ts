import type { Checker } from '../verdict/checker.ts';
import { noResidue } from './experiment/no-residue.ts';
import { steadyState } from './experiment/steady-state.ts';

/** What each run of the lab is judged by, whatever the system under test. */
export const runCheckers: readonly Checker[] = [steadyState, noResidue];
