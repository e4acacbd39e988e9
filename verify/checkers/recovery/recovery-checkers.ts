import type { Checker } from '../../verdict/checker.ts';
import { availability } from './availability.ts';
import { detected } from './detected.ts';
import { steadyAgain } from './steady-again.ts';

/** How a system must come back; their bounds depend on what was promised. */
export const recoveryCheckers: readonly Checker[] = [steadyAgain, detected, availability];
