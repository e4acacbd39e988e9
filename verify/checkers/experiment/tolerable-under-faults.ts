import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { experimentValues } from '../../words/experiment-words.ts';

/** What the method of an experiment expects while faults act: `p95 < 2 s`, a message in a dead-letter queue, a backlog that shrinks. */
export const tolerableUnderFaults: Checker = {
  name: 'tolerable-under-faults',
  claim: 'While faults act, what the method of the experiment probes is within its tolerance.',
  complexity: 'O(n)',
  source: 'Chaos Toolkit: probes of the method; Basiri et al.: Principles of Chaos Engineering (2016)',
  definite: true,
  check(history) {
    const expectations = history.filter((event) => event.f === 'expectation');
    const violations = expectations.flatMap(({ index, type, key, value }): Violation[] => {
      if (type !== 'fail') return [];
      const { expected, got } = experimentValues.expectation.parse(value);
      const what = `expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
      return [{ id: String(key), what, events: [index] }];
    });
    return resultOf(violations, { expectations: expectations.length });
  },
};
