import { jsonText } from '../../history/exact-json.ts';
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
    const violations = expectations.flatMap((event): Violation[] => {
      const { index, type, key } = event;
      if (type !== 'fail') return [];
      const { expected, got } = readValue(experimentValues.expectation, event);
      const what = `expected ${jsonText(expected)}, got ${jsonText(got)}`;
      return [{ id: String(key), what, events: [index] }];
    });
    return resultOf(violations, { expectations: expectations.length });
  },
};
