import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sagaMutants } from '../../testing/mutants/saga-mutants.ts';
import { historyOf } from '../../testing/mutants/saga-run.ts';
import { richSagaRuns, sagaRuns } from '../../testing/mutants/saga-run-arbitrary.ts';
import { judge } from '../../verdict/checker.ts';
import { sagaCheckers } from './saga-checkers.ts';

describe('saga checkers', () => {
  it('accuse no valid history', () => {
    fc.assert(
      fc.property(sagaRuns(), (run) => {
        const history = historyOf(run);
        for (const checker of sagaCheckers) {
          const { name, valid, counterexample, error } = judge(checker, history, { allowEmpty: true });
          expect({ name, valid, counterexample, error }).toEqual({ name, valid: true });
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('have three mutants each, of different names', () => {
    for (const { name } of sagaCheckers) {
      const mutants = sagaMutants.filter((mutant) => mutant.caughtBy === name);
      expect([name, mutants.length >= 3]).toEqual([name, true]);
    }
    expect(new Set(sagaMutants.map((mutant) => mutant.name)).size).toBe(sagaMutants.length);
  });

  it.each(sagaMutants.map((mutant) => [mutant.caughtBy, mutant] as const))('%s catches: $name', (name, mutant) => {
    const checker = sagaCheckers.find((each) => each.name === name);
    if (checker === undefined) throw new Error(`no checker ${name}`);
    fc.assert(
      fc.property(richSagaRuns(), (run) => {
        const offender = mutant.plant(run);
        const { valid, counterexample } = judge(checker, historyOf(run), { allowEmpty: true });
        expect(valid).toBe(false);
        expect(counterexample?.ids).toContain(offender);
      }),
      { numRuns: 100 },
    );
  });
});
