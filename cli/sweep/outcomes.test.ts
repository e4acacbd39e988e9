import { describe, expect, it } from '@jest/globals';
import { coverageOf, exitCodeOf, outcomesOf } from './outcomes.ts';

const trial = (rule: string, orderId: string, changes: object = {}) => ({
  ...{ rule, point: 'p', variant: 'before-kill', round: 1, orderId, idempotencyKey: `key-${orderId}` },
  ...{ expected: 'confirmed', ...changes },
});
const point = {
  ...{ name: 'p', scenario: 'confirmed', function: 'f', step: 'charge-do', call: 1 },
  ...{ operation: 'sqs:SendMessage', resources: ['q'] },
};
const invariants = (id: string) => ({
  invariants: [
    {
      ...{ name: 'money-conservation', claim: 'no money is lost', valid: false as const, counts: {} },
      counterexample: { summary: '', ids: [id], total: 1, violations: [{ id, what: 'charged twice', events: [] }] },
    },
  ],
});
const nothing = { injections: [], sagas: [], verdict: { invariants: [] } };

describe('what became of an order that was hurt', () => {
  const sagas = [{ id: 'a', status: 'confirmed' as const }];

  it('is survival where its fault fired and it ended as it should', () => {
    const [outcome] = outcomesOf([trial('r', 'a')], { ...nothing, injections: [{ rule: 'r' }], sagas });
    expect(outcome).toMatchObject({ result: 'survived', problems: [] });
  });

  it('is nothing where its fault never fired', () => {
    const [outcome] = outcomesOf([trial('r', 'a')], { ...nothing, injections: [{ rule: 'other' }], sagas });
    expect(outcome?.result).toBe('never-fired');
  });

  it.each([
    [[{ id: 'a', status: 'cancelled' as const, reason: 'out-of-stock' }], 'it is out-of-stock'],
    [[{ id: 'a', status: 'running' as const }], 'it is still running'],
    [[], 'it is unknown to the system'],
  ])('is a violation where it ended otherwise: %j', (others, says) => {
    const [outcome] = outcomesOf([trial('r', 'a')], { ...nothing, injections: [{ rule: 'r' }], sagas: others });
    expect(outcome?.result).toBe('violated');
    expect(outcome?.problems.join()).toContain(says);
  });

  it.each(['a', 'key-a'])('is a violation where an invariant names it by %s', (id) => {
    const evidence = { injections: [{ rule: 'r' }], sagas, verdict: invariants(id) };
    expect(outcomesOf([trial('r', 'a')], evidence)[0]?.problems).toEqual(['money-conservation: charged twice']);
  });
});

describe('the coverage of a sweep', () => {
  const sagas = ['a', 'b'].map((id) => ({ id, status: 'confirmed' as const }));
  const tries = [trial('r', 'a'), trial('r.2', 'b', { round: 2 })];

  it('counts a cell whose second order was hit', () => {
    const outcomes = outcomesOf(tries, { ...nothing, injections: [{ rule: 'r.2' }], sagas });
    const coverage = coverageOf([point], ['before-kill', 'after-kill'], outcomes);
    expect(coverage).toEqual({ points: 1, cells: 2, fired: 1, survived: 1, violated: 0, neverFired: 1 });
    expect(exitCodeOf(0, coverage)).toBe(2);
    expect(exitCodeOf(1, coverage)).toBe(1);
  });

  it('is complete, or not, or worse', () => {
    const all = { points: 1, cells: 1, fired: 1, survived: 1, violated: 0, neverFired: 0 };
    expect([0, 1, 2].map((verdict) => exitCodeOf(verdict, all))).toEqual([0, 1, 2]);
    expect(exitCodeOf(0, { ...all, survived: 0, violated: 1 })).toBe(1);
  });
});
