import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../../testing/every-side.ts';
import { judge } from '../../../verdict/checker.ts';
import { isSerializable } from '../testing/brute-force.ts';
import { disturbedDrafts, historyOf, serialDrafts } from '../testing/transaction-arbitrary.ts';
import { rwRegister } from './rw-register.ts';

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
