import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../../history/event.ts';
import { assertEverySide } from '../../../testing/every-side.ts';
import { judge } from '../../../verdict/checker.ts';
import { type ConsistencyModel, consistencyModels, implies, ordersOf } from '../consistency/consistency-models.ts';
import { isSerializable } from '../testing/brute-force.ts';
import { disturbedDrafts, historyOf, serialDrafts } from '../testing/transaction-arbitrary.ts';
import { rwRegister } from './rw-register.ts';

/** Read atomicity keeps the order of sessions, which not all that is stronger does. */
function isOf(stronger: ConsistencyModel, weaker: ConsistencyModel): boolean {
  return weaker !== 'read-atomic' || ordersOf(stronger).process;
}

describe('rw-register', () => {
  it('accuses no serial history, whatever order its transactions are written down in', () => {
    fc.assert(
      fc.property(serialDrafts('w', { transactions: 40, keys: 4 }), (drafts) => {
        const { valid, counterexample, error } = judge(rwRegister, historyOf(drafts), { allowEmpty: true });
        expect({ valid, counterexample, error }).toEqual({ valid: true });
      }),
      { numRuns: 1000 },
    );
  });

  it('accuses nothing that some order explains, and nearly all that none does: every order was tried', () => {
    const drawn = disturbedDrafts('w', { transactions: 5, keys: 2 });
    const seen = assertEverySide(drawn, { broken: 300, caught: 300 }, 3000, (drafts, see) => {
      const history = historyOf(drafts);
      const { valid, error, counterexample } = judge(rwRegister, history, { allowEmpty: true });
      const serializable = isSerializable(history);
      expect([valid || !serializable, error, counterexample]).toEqual([true, undefined, counterexample]);
      if (!serializable) see('broken');
      if (valid === false) see('caught');
    });
    expect(seen.caught / seen.broken).toBeGreaterThan(0.9);
  });

  it('accuses nothing that some order with linearizable keys explains, and nearly all that none does', () => {
    const drawn = disturbedDrafts('w', { transactions: 5, keys: 2 });
    const seen = assertEverySide(drawn, { broken: 8000, caught: 300, more: 300 }, 3000, (drafts, see) => {
      const history = historyOf(drafts);
      const { valid, error } = judge(rwRegister, history, { options: { keys: 'linearizable' }, allowEmpty: true });
      const explained = isSerializable(history, 'keys');
      expect([valid || !explained, error]).toEqual([true, undefined]);
      if (!explained) see('broken');
      if (valid === false) see('caught');
      if (valid === false && judge(rwRegister, history, { allowEmpty: true }).valid) see('more');
    });
    expect(seen.caught / seen.broken).toBeGreaterThan(0.9);
  });

  it('accuses a read in part under each model that forbids it, though nothing tells the order of the versions', () => {
    const transactions: readonly (readonly unknown[])[] = [
      [
        ['w', 'a', 1],
        ['w', 'b', 1],
      ],
      [
        ['w', 'a', 2],
        ['w', 'b', 2],
      ],
      [
        ['r', 'a', 2],
        ['r', 'b', 1],
      ],
    ];
    const history = transactions.flatMap((value, process): HistoryEvent[] => [
      { index: 2 * process, time: 2 * process, process, type: 'invoke', f: 'txn', value },
      { index: 2 * process + 1, time: 2 * process + 1, process, type: 'ok', f: 'txn', value },
    ]);
    const allow = (model: ConsistencyModel) => judge(rwRegister, history, { options: { model } }).valid;
    expect(consistencyModels.filter(allow)).toEqual([
      'read-uncommitted',
      'read-committed',
      'monotonic-atomic-view',
      'cursor-stability',
    ]);
  });

  it.each(consistencyModels)('accuses under %s what it accuses under each model that this one implies', (stronger) => {
    const weaker = consistencyModels.filter((model) => implies(stronger, model) && isOf(stronger, model));
    const drawn = disturbedDrafts('w', { transactions: 5, keys: 2 });
    fc.assert(
      fc.property(drawn, (drafts) => {
        const history = historyOf(drafts);
        const under = (model: ConsistencyModel) => judge(rwRegister, history, { options: { model }, allowEmpty: true });
        const { valid } = under(stronger);
        if (valid === true) expect(weaker.filter((model) => under(model).valid === false)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('accuses nothing for sequential keys that it does not accuse for linearizable ones', () => {
    fc.assert(
      fc.property(disturbedDrafts('w', { transactions: 8, keys: 3 }), (drafts) => {
        const under = (keys: 'sequential' | 'linearizable') =>
          judge(rwRegister, historyOf(drafts), { options: { keys }, allowEmpty: true }).valid;
        expect(under('sequential') || !under('linearizable')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
