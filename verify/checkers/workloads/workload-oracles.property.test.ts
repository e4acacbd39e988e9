import { describe, expect, it } from '@jest/globals';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { smallHistories } from './testing/small-workloads.ts';
import { historyOf } from './testing/workload.ts';
import { workloadOracles } from './testing/workload-oracles.ts';
import { workloadCheckers } from './workload-checkers.ts';

describe('the checkers of workloads are right by their definitions', () => {
  it.each(workloadCheckers.map((checker) => [checker.name, checker] as const))('%s', (name, checker) => {
    const drawn = smallHistories(name, 7);
    assertEverySide(drawn, { kept: 100, broken: 100 }, 1000, (done, see) => {
      const { valid } = judge(checker, historyOf(done), { allowEmpty: true });
      const isKept = (workloadOracles[name] as (typeof workloadOracles)[string])(done);
      expect(valid !== false).toBe(isKept);
      see(isKept ? 'kept' : 'broken');
    });
  });
});
