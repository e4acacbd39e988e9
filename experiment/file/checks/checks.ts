import type { Check } from './check.ts';
import { fittingTolerances } from './fitting-tolerances.ts';
import { loadFirst } from './load-first.ts';
import { overlaps } from './overlaps.ts';
import { ownNames } from './own-names.ts';
import { withinBlastRadius } from './within-blast-radius.ts';

/** Everything that is checked of an experiment once its fields are right. */
export const checks: readonly Check[] = [ownNames, loadFirst, overlaps, withinBlastRadius, fittingTolerances];
