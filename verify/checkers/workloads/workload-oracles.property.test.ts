import { describe, expect, it } from '@jest/globals';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { smallHistories } from './testing/small-workloads.ts';
import { historyOf } from './testing/workload.ts';
import { workloadOracles } from './testing/workload-oracles.ts';
import { workloadCheckers } from './workload-checkers.ts';

/** What may be set of checkers. */
const settings: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  bank: [{}, { negativeBalances: true }, { total: 2 }],
  'growing-set': [{}, { linearizable: true }],
  'total-queue': [{}, { once: true }],
  kafka: [{}, { isolated: true }],
};

describe('the checkers of workloads are right by their definitions', () => {
  const all = workloadCheckers.flatMap((checker) =>
    (settings[checker.name] ?? [{}]).map((options) => [checker.name, options, checker] as const),
  );

  it.each(all)('%s %j', (name, options, checker) => {
    const drawn = smallHistories(name, 7);
    assertEverySide(drawn, { kept: 100, broken: 100 }, 1000, (done, see) => {
      const { valid } = judge(checker, historyOf(done), { allowEmpty: true, options });
      const isKept = (workloadOracles[name] as (typeof workloadOracles)[string])(done, options);
      expect(valid !== false).toBe(isKept);
      see(isKept ? 'kept' : 'broken');
    });
  });
});
