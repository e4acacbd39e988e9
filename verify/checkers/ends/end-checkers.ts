import type { Checker } from '../../verdict/checker.ts';
import { noUnexplainedErrors } from './no-unexplained-errors.ts';
import { sameEndState } from './same-end-state.ts';

/** What judges runs of a system of which nothing was told. */
export const endCheckers: readonly Checker[] = [noUnexplainedErrors, sameEndState];
