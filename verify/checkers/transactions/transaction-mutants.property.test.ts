import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../../verdict/checker.ts';
import { type Draft, historyOf, serialDrafts } from './testing/transaction-arbitrary.ts';
import { plant, transactionMutants } from './testing/transaction-mutants.ts';
import { transactionCheckers } from './transaction-checkers.ts';

/** The drafts are in no order that sessions could have had: each gets a session of its own. */
function alone(drafts: readonly Draft[]): Draft[] {
  return drafts.map((draft, n) => ({ ...draft, process: 1000 + n }));
}

describe('checkers of transactions', () => {
  it('have three mutants each, of different names for each', () => {
    for (const { name } of transactionCheckers) {
      const names = transactionMutants.filter(({ caughtBy }) => caughtBy === name).map((mutant) => mutant.name);
      expect([name, names.length >= 3, new Set(names).size]).toEqual([name, true, names.length]);
    }
  });

  it.each(transactionMutants)('$caughtBy catches: $name', (mutant) => {
    const checker = transactionCheckers.find(({ name }) => name === mutant.caughtBy);
    if (checker === undefined) throw new Error(`no checker ${mutant.caughtBy}`);
    const places = fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 });
    const drafts = serialDrafts(mutant.caughtBy === 'list-append' ? 'append' : 'w');
    fc.assert(
      fc.property(drafts, places, (valid, where) => {
        const result = judge(checker, historyOf(plant(mutant, alone(valid), where)));
        expect(result.valid).toBe(false);
        expect(result.counterexample?.ids).toContain(mutant.anomaly);
        expect(
          result.counterexample?.violations.some(({ id, what }) => id === mutant.anomaly && / p\b/.test(what)),
        ).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
