import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../checker.ts';
import { listAppend } from './list-append.ts';
import { rwRegister } from './rw-register.ts';
import { historyOf, serialDrafts } from './transaction-arbitrary.ts';
import { plant, transactionMutants } from './transaction-mutants.ts';

describe('checkers of transactions', () => {
  it.each(transactionMutants)('$caughtBy catches: $name', (mutant) => {
    const checker = mutant.caughtBy === 'list-append' ? listAppend : rwRegister;
    const places = fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 });
    const drafts = serialDrafts(mutant.caughtBy === 'list-append' ? 'append' : 'w');
    fc.assert(
      fc.property(drafts, places, (valid, where) => {
        const result = judge(checker, historyOf(plant(mutant, valid, where)));
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
