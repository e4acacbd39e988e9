import { jsonText } from '../../history/exact-json.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { experimentTypes, experimentValues } from '../../words/experiment-words.ts';
import { expectType, readValue } from '../../words/read-value.ts';

/** The hypothesis that the experiment began with holds again once faults are gone and the system is quiet. */
export const steadyState: Checker = {
  name: 'steady-state',
  claim: 'After the faults the steady-state hypothesis holds again.',
  complexity: 'O(n)',
  source: 'Chaos Toolkit: steady-state hypothesis; Basiri et al.: Principles of Chaos Engineering (2016)',
  definite: true,
  looksFor: { words: ['probe'], counted: ['probes'] },
  check(history) {
    const probes = history.filter((event) => event.f === 'probe');
    for (const event of probes) expectType(event, experimentTypes.probe);
    const violations: Violation[] = [];
    for (const event of probes) {
      const { index, type, key } = event;
      if (type !== 'fail') continue;
      const { expected, got } = readValue(experimentValues.probe, event);
      const what = `expected ${jsonText(expected)}, got ${jsonText(got)}`;
      violations.push({ id: String(key), what, events: [index] });
    }
    const counts = { probes: probes.length };
    const unasked = probes.find((probe) => probe.type === 'info');
    if (violations.length === 0 && (probes.length === 0 || unasked !== undefined)) {
      const why = unasked?.error ?? 'the run did not come to that';
      return { valid: 'unknown', counts, error: `the hypothesis was not probed after the faults: ${why}` };
    }
    return resultOf(violations, counts);
  },
};
