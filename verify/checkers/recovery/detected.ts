import * as z from 'zod';
import { type FaultRule, faultsOf } from '../../readings/faults.ts';
import { loadOf } from '../../readings/load.ts';
import { recoveriesOf } from '../../readings/recovery.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';

/** What is tolerable. */
const detectedOptions = z.object({ withinMs: z.number().positive().default(60_000) });

/**
 * A fault that harms shows in what a monitor would look at (answers, time to final, backlog) within `withinMs` (default
 * a minute). One that never showed did no harm: counted as `hidden`, not accused.
 */
export const detected: Checker = {
  name: 'detected',
  claim: 'A fault that can be noticed at all is noticed within a bounded time.',
  complexity: 'O(n log n)',
  source: 'Beyer et al.: Site Reliability Engineering (2016), time to detect',
  definite: false,
  looksFor: { words: ['fault', 'request', 'begin', 'end', 'depth'], counted: ['faults'] },
  options: detectedOptions,
  check(history, options) {
    const { withinMs } = detectedOptions.prefault({}).parse(options);
    const rules = faultsOf(history);
    const recoveries = recoveriesOf(rules, loadOf(history));
    const violations: Violation[] = [];
    const unmeasured: string[] = [];
    const counts = { faults: rules.length, hidden: 0, worstMs: 0 };
    for (const [n, recovery] of recoveries.entries()) {
      const { rule, events } = rules[n] as FaultRule;
      if ('notMeasured' in recovery) unmeasured.push(`${rule}: ${recovery.notMeasured}`);
      else if (recovery.detected === null) counts.hidden += 1;
      else {
        const ms = Math.ceil(recovery.detected / 1e6);
        counts.worstMs = Math.max(counts.worstMs, ms);
        const what = `its first sign came ${ms} ms after its begin, expected ${withinMs} ms`;
        if (recovery.detected > withinMs * 1e6) violations.push({ id: rule, what, events });
      }
    }
    if (violations.length === 0 && unmeasured.length > 0) {
      return { valid: 'unknown', counts, error: `not measured: ${unmeasured.join('; ')}` };
    }
    return resultOf(violations, counts);
  },
};
