import { jsonText } from '../../history/exact-json.ts';
import { faultsOf } from '../../readings/faults.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { experimentTypes, experimentValues } from '../../words/experiment-words.ts';
import { expectType, readValue } from '../../words/read-value.ts';

/** What the method of an experiment expects while faults act: `p95 < 2 s`, a message in a dead-letter queue, a backlog that shrinks. */
export const tolerableUnderFaults: Checker = {
  name: 'tolerable-under-faults',
  claim: 'While faults act, what the method of the experiment probes is within its tolerance.',
  complexity: 'O(n)',
  source: 'Chaos Toolkit: probes of the method; Basiri et al.: Principles of Chaos Engineering (2016)',
  definite: true,
  looksFor: { words: ['expectation'], counted: ['expectations'] },
  check(history) {
    const expectations = history.filter((event) => event.f === 'expectation');
    for (const event of expectations) expectType(event, experimentTypes.expectation);
    const idle = faultsOf(history).filter(({ fired }) => fired === 0);
    const unsaid: string[] = [];
    const violations = expectations.flatMap((event): Violation[] => {
      const { index, time, type, key } = event;
      if (type !== 'fail') return [];
      // Whatever a probe finds under a fault that met nobody says nothing of the system.
      const missed = idle.find(({ windows }) => windows.some(({ start }) => start <= time));
      if (missed !== undefined) {
        unsaid.push(`${key} was probed under the fault ${missed.rule}, which never fired`);
        return [];
      }
      const { expected, got } = readValue(experimentValues.expectation, event);
      const what = `expected ${jsonText(expected)}, got ${jsonText(got)}`;
      return [{ id: String(key), what, events: [index] }];
    });
    const counts = { expectations: expectations.length };
    if (violations.length > 0 || unsaid.length === 0) return resultOf(violations, counts);
    return { valid: 'unknown', counts, error: unsaid.join('; ') };
  },
};
