import { describe, expect, it } from '@jest/globals';
import type { Sweep, Trial } from '../../run/sweep-file.ts';
import { judgedSweep } from './sweep-outcomes.ts';

const trial = (rule: string, unit: string, changes: Partial<Trial> = {}): Trial => ({
  ...{ rule, point: 'p', variant: 'before-kill', round: 1, unit, key: `key-${unit}` },
  ...{ expected: 'confirmed', ...changes },
});
const point = {
  ...{ name: 'p', scenario: 'confirmed', function: 'f', step: 'charge-do', call: 1 },
  ...{ operation: 'sqs:SendMessage', resources: ['q'] },
};
const sweepOf = (...trials: Trial[]): Sweep => ({ schema: 1, seed: 1, points: [point], trials });
const invariants = (id: string, valid: false | 'unknown' = false) => ({
  invariants: [
    {
      ...{ name: 'money-conservation', claim: 'no money is lost', valid, counts: {} },
      counterexample: { summary: '', ids: [id], total: 1, violations: [{ id, what: 'charged twice', events: [] }] },
    },
  ],
});
const well = { invariants: [] };

describe('what became of a unit that was hurt', () => {
  const outcomeOf = (rule: string, verdict: ReturnType<typeof invariants> | typeof well = well) =>
    judgedSweep(sweepOf(trial('r', 'a')), { injections: [{ rule }], verdict }).outcomes?.[0];

  it('is survival where its fault fired and nobody accuses it', () => {
    expect(outcomeOf('r')).toMatchObject({ result: 'survived', problems: [] });
  });

  it('is nothing where its fault never fired', () => {
    expect(outcomeOf('other')?.result).toBe('never-fired');
  });

  it.each(['a', 'key-a'])('is a violation where an invariant names it by %s', (id) => {
    expect(outcomeOf('r', invariants(id))).toMatchObject({
      result: 'violated',
      problems: ['money-conservation: charged twice'],
    });
  });

  it('is no violation where the accusation could not be upheld', () => {
    expect(outcomeOf('r', invariants('a', 'unknown'))?.result).toBe('survived');
  });
});

describe('the coverage of a sweep', () => {
  const tries = [trial('r', 'a'), trial('s', 'c', { variant: 'after-kill' }), trial('r.2', 'b', { round: 2 })];

  it('counts a cell whose second unit was hit', () => {
    const { coverage } = judgedSweep(sweepOf(...tries), { injections: [{ rule: 'r.2' }], verdict: well });
    expect(coverage).toEqual({ points: 1, cells: 2, fired: 1, survived: 1, violated: 0, neverFired: 1 });
  });

  it('lets the worst of several units count', () => {
    const injections = [{ rule: 'r' }, { rule: 'r.2' }, { rule: 's' }];
    const { coverage } = judgedSweep(sweepOf(...tries), { injections, verdict: invariants('a') });
    expect(coverage).toEqual({ points: 1, cells: 2, fired: 2, survived: 1, violated: 1, neverFired: 0 });
  });
});
