import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawOf } from '../../testing/mutants/draw.ts';
import { type Checker, judge } from '../../verdict/checker.ts';
import { workloads } from './testing/live-workloads.ts';
import { historyOf, liveHistory, planted, type Workload } from './testing/workload.ts';
import { workloadMutants } from './testing/workload-mutants.ts';
import { workloadCheckers } from './workload-checkers.ts';

const runs = fc.record({ seed: fc.integer(), size: fc.nat(30) });
const named = (name: string): Workload => workloads.find(({ checker }) => checker.name === name) as Workload;

describe('the checkers of workloads', () => {
  it('are all proven', () => {
    expect(workloads.map(({ checker }) => checker.name)).toEqual(workloadCheckers.map(({ name }) => name));
  });

  it.each(workloads.map((workload) => [workload.checker.name, workload] as const))(
    '%s accuses no valid history',
    (_, workload) => {
      const { checker } = workload;
      fc.assert(
        fc.property(runs, ({ seed, size }) => {
          const history = historyOf(liveHistory(workload, drawOf(seed), size));
          const { valid, counterexample, error } = judge(checker as Checker, history, { allowEmpty: true });
          if (checker.name === 'total-queue' && valid === 'unknown')
            expect(error).toMatch(/^\d+ values did not come out/);
          else expect({ valid, counterexample, error }).toEqual({ valid: true });
        }),
        { numRuns: 500 },
      );
    },
  );

  it.each(workloadMutants.map((mutant) => [mutant.caughtBy, mutant.name, mutant] as const))(
    '%s catches: %s',
    (name, _, mutant) => {
      const workload = named(name);
      fc.assert(
        fc.property(runs, ({ seed, size }) => {
          const history = historyOf(planted(mutant, liveHistory(workload, drawOf(seed), size)));
          const { valid, counterexample, error } = judge(workload.checker as Checker<unknown>, history, {
            ...(mutant.options && { options: mutant.options }),
          });
          expect({ valid, error }).toEqual({ valid: false });
          expect(counterexample?.violations.some(({ id, what }) => mutant.says.test(`${id}: ${what}`))).toBe(true);
        }),
        { numRuns: 50 },
      );
    },
  );

  it('have three mutants each, of different names', () => {
    for (const { name } of workloadCheckers) {
      const own = workloadMutants.filter(({ caughtBy }) => caughtBy === name);
      expect([name, own.length >= 3]).toEqual([name, true]);
      expect(new Set(own.map((mutant) => mutant.name)).size).toBe(own.length);
    }
  });
});
