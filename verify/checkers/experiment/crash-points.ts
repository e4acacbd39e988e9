import { faultsOf } from '../../readings/faults.ts';
import { type UnitOfWork, unitsOf } from '../../readings/units.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { experimentTypes, experimentValues } from '../../words/experiment-words.ts';
import { expectType, readValue } from '../../words/read-value.ts';

const mostNamed = 5;

/** What a sweep is for: a unit was hurt at every point in every way, and each ended as if nothing had been. */
export const crashPoints: Checker = {
  name: 'crash-points',
  claim: 'At every point, in every way, a unit was hurt, and it ended as its request asks for.',
  complexity: 'O(n)',
  source:
    'Alvaro, Rosen, Hellerstein: Lineage-driven Fault Injection (2015); Lu et al.: CrashTuner (2019): crash points',
  definite: false,
  looksFor: { words: ['trial'], counted: ['units'] },
  check(history) {
    const units = new Map(unitsOf(history).map((unit) => [unit.id, unit]));
    const fired = new Set(faultsOf(history).flatMap(({ rule, fired: times }) => (times > 0 ? [rule] : [])));
    const trials = history.filter(({ f }) => f === 'trial');
    for (const event of trials) expectType(event, experimentTypes.trial);
    const ways = new Map<string, boolean>();
    const violations: Violation[] = [];
    for (const event of trials) {
      const { index, key } = event;
      const { point, way, unit: id, expected } = readValue(experimentValues.trial, event);
      const cell = `${point}.${way}`;
      ways.set(cell, ways.get(cell) === true || fired.has(String(key)));
      const unit = units.get(id);
      const got = endOf(unit);
      if (expected === undefined || got === expected) continue;
      const what = `hurt at ${cell}: expected to be ${expected}, but it is ${got}`;
      violations.push({ id, what, events: [index, ...(unit?.events ?? [])] });
    }
    const missed = [...ways].flatMap(([cell, hit]) => (hit ? [] : [cell]));
    const counts = { units: trials.length, ways: ways.size, fired: ways.size - missed.length };
    if (violations.length > 0) return resultOf(violations, counts);
    if (trials.length === 0) return { valid: 'unknown', counts, error: 'no unit was hurt' };
    if (missed.length === 0) return { valid: true, counts };
    const named = missed.slice(0, mostNamed).join(', ');
    const more = missed.length > mostNamed ? ` and ${missed.length - mostNamed} more` : '';
    return { valid: 'unknown', counts, error: `${missed.length} of ${ways.size} faults never fired: ${named}${more}` };
  },
};

function endOf(unit: UnitOfWork | undefined): string {
  if (unit === undefined) return 'unknown to the system';
  return unit.reason ?? unit.label ?? 'still open';
}
