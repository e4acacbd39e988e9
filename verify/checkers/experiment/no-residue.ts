import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { experimentTypes, experimentValues } from '../../words/experiment-words.ts';
import { expectType, readValue } from '../../words/read-value.ts';

/** Faults are withdrawn and settings put back: what the runner still found afterwards would spoil the next run. */
export const noResidue: Checker = {
  name: 'no-residue',
  claim: 'Nothing that a fault put into the system is left in it after the run.',
  complexity: 'O(n)',
  source: 'Chaos Toolkit: rollbacks; Basiri et al.: Principles of Chaos Engineering (2016)',
  definite: true,
  looksFor: { words: ['residue'], counted: ['looks'] },
  check(history) {
    const looks = history.filter((event) => event.f === 'residue');
    for (const event of looks) expectType(event, experimentTypes.residue);
    const violations: Violation[] = [];
    for (const event of looks) {
      const { index, type } = event;
      if (type !== 'ok') continue;
      for (const id of readValue(experimentValues.residue, event).left) {
        violations.push({ id, what: 'left behind after all faults were withdrawn', events: [index] });
      }
    }
    const counts = { looks: looks.length };
    if (!looks.some((look) => look.type === 'ok')) {
      const why = looks[0]?.error ?? 'the run did not come to that';
      return { valid: 'unknown', counts, error: `nobody looked for what faults left behind: ${why}` };
    }
    return resultOf(violations, counts);
  },
};
