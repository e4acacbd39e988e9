import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../../verdict/checker.ts';
import { drawOf } from './draw.ts';
import { families } from './families.ts';
import { historyOf } from './saga-run.ts';

const runs = fc.record({ seed: fc.integer(), size: fc.integer({ min: 0, max: 24 }) });

describe.each(families)('the checkers of $name', ({ checkers, runOf, mutants }) => {
  it('accuse no valid history', () => {
    fc.assert(
      fc.property(runs, ({ seed, size }) => {
        const history = historyOf(runOf(drawOf(seed), size));
        for (const checker of checkers) {
          const { name, valid, counterexample, error } = judge(checker, history, { allowEmpty: true });
          expect({ name, valid, counterexample, error }).toEqual({ name, valid: true });
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('have three mutants each, of different names', () => {
    const three = checkers.map(({ name }) => [name, mutants.filter((mutant) => mutant.caughtBy === name).length >= 3]);
    expect(three).toEqual(checkers.map(({ name }) => [name, true]));
    expect(new Set(mutants.map((mutant) => mutant.name)).size).toBe(mutants.length);
  });

  it.each(mutants.map((mutant) => [mutant.caughtBy, mutant.name, mutant] as const))(
    '%s catches: %s',
    (name, _, mutant) => {
      const checker = checkers.find((each) => each.name === name);
      if (checker === undefined) throw new Error(`no checker ${name}`);
      fc.assert(
        fc.property(runs, ({ seed, size }) => {
          const run = runOf(drawOf(seed), size);
          const offender = mutant.plant(run);
          const { valid, counterexample, error } = judge(checker, historyOf(run), { allowEmpty: true });
          expect({ valid, error }).toEqual({ valid: false });
          expect(counterexample?.ids).toContain(offender);
        }),
        { numRuns: 100 },
      );
    },
  );
});
