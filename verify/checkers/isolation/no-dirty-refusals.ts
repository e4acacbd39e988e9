import * as z from 'zod';
import { dirtyRefusalsOf } from '../../readings/isolation.ts';
import { sagasOf } from '../../readings/sagas.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';

/** How many anomalies are tolerable. */
const dirtyRefusalOptions = z.object({ most: z.number().int().nonnegative().default(0) });

/** Counts the refusals that are dirty reads, and accuses when there are more than `most` (default none). */
export const noDirtyRefusals: Checker = {
  name: 'no-dirty-refusals',
  claim: 'No saga is refused for want of what another one held only until it was compensated.',
  complexity: 'O(n log n)',
  source: 'Frank, Zahle: Semantic ACID properties in multidatabases (1998); Richardson: saga isolation, dirty reads',
  definite: false,
  looksFor: { words: ['begin', 'effect', 'end'], counted: ['sagas'] },
  options: dirtyRefusalOptions,
  check(history, options) {
    const { most } = dirtyRefusalOptions.prefault({}).parse(options);
    const dirty = dirtyRefusalsOf(history);
    const counts = { sagas: sagasOf(history).sagas.size, dirtyRefusals: dirty.length };
    if (dirty.length <= most) return resultOf([], counts);
    const violations = dirty.map(({ saga, resource, index }) => {
      return { id: saga, what: `was refused ${resource} that was only held by sagas undone later`, events: [index] };
    });
    return resultOf(violations, counts);
  },
};
