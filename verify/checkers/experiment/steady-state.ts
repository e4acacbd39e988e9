import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { experimentValues } from '../../words/experiment-words.ts';

/** The hypothesis that the experiment began with holds again once faults are gone and the system is quiet. */
export const steadyState: Checker = {
  name: 'steady-state',
  claim: 'After the faults the steady-state hypothesis holds again.',
  complexity: 'O(n)',
  source: 'Chaos Toolkit: steady-state hypothesis; Basiri et al.: Principles of Chaos Engineering (2016)',
  definite: true,
  check(history) {
    const probes = history.filter((event) => event.f === 'probe');
    const violations: Violation[] = [];
    for (const { index, type, key, value } of probes) {
      if (type !== 'fail') continue;
      const { expected, got } = experimentValues.probe.parse(value);
      const what = `expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
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
