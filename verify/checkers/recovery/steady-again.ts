import * as z from 'zod';
import { type FaultRule, faultsOf } from '../../readings/faults.ts';
import { loadOf } from '../../readings/load.ts';
import { recoveriesOf } from '../../readings/recovery.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/** What is tolerable. */
const steadyAgainOptions = z.object({ withinMs: z.number().positive().default(60_000) });

/** After every fault the system is back in steady state within `withinMs` (default a minute). */
export const steadyAgain: Checker = {
  name: 'steady-again',
  claim: 'Within a bounded time after a fault has ended, the system is in steady state again.',
  complexity: 'O(n log n)',
  source: 'aws-semantics: recovery; Beyer et al.: Site Reliability Engineering (2016)',
  definite: false,
  looksFor: { words: ['fault', 'request', 'begin', 'end', 'depth'], counted: ['faults'] },
  options: steadyAgainOptions,
  check(history, options) {
    const { withinMs } = steadyAgainOptions.prefault({}).parse(options);
    const rules = faultsOf(history);
    const recoveries = recoveriesOf(rules, loadOf(history));
    const violations: Violation[] = [];
    const unmeasured: string[] = [];
    const counts = { faults: rules.length, worstMs: 0 };
    for (const [n, recovery] of recoveries.entries()) {
      const { rule, events } = rules[n] as FaultRule;
      if ('notMeasured' in recovery) unmeasured.push(`${rule}: ${recovery.notMeasured}`);
      else if (recovery.after === null)
        violations.push({ id: rule, what: 'no steady state was seen after it', events });
      else {
        const ms = Math.ceil(recovery.after / 1e6);
        counts.worstMs = Math.max(counts.worstMs, ms);
        const what = `steady only ${ms} ms after its end, expected ${withinMs} ms`;
        if (recovery.after > withinMs * 1e6) violations.push({ id: rule, what, events });
      }
    }
    if (violations.length === 0 && unmeasured.length > 0) {
      return { valid: 'unknown', counts, error: `not measured: ${unmeasured.join('; ')}` };
    }
    return resultOf(violations, counts);
  },
};
