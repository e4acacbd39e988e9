import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compensated, of, one } from '../testing/mutants/mutant.ts';
import { historyOf } from '../testing/mutants/saga-run.ts';
import { richSagaRuns } from '../testing/mutants/saga-run-arbitrary.ts';
import { judge } from '../verdict/checker.ts';
import { checker } from './quick-refusals.ts';

describe('an invariant of one’s own', () => {
  it('accuses who breaks it, and nobody else', () => {
    fc.assert(
      fc.property(richSagaRuns(), (run) => {
        expect(judge(checker, historyOf(run))).toMatchObject({
          valid: true,
          counts: { sagas: run.plans.length },
        });
        one(run, of('end', { key: compensated })).time += 11e9;
        const { valid, counterexample } = judge(checker, historyOf(run));
        expect([valid, counterexample?.summary]).toEqual([
          false,
          `${compensated}: took 11 s from its refusal to its end`,
        ]);
      }),
      { numRuns: 100 },
    );
  });
});
