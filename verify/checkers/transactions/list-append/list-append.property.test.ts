import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../../testing/every-side.ts';
import { judge } from '../../../verdict/checker.ts';
import { isSerializable } from '../testing/brute-force.ts';
import { disturbedDrafts, historyOf, serialDrafts } from '../testing/transaction-arbitrary.ts';
import { listAppend } from './list-append.ts';

describe('list-append', () => {
  it('accuses no serial history, whatever order its transactions are written down in', () => {
    fc.assert(
      fc.property(serialDrafts('append', { transactions: 40, keys: 4 }), (drafts) => {
        const { valid, counterexample, error } = judge(listAppend, historyOf(drafts), { allowEmpty: true });
        expect({ valid, counterexample, error }).toEqual({ valid: true });
      }),
      { numRuns: 1000 },
    );
  });

  it('is right about serializability: every order was tried', () => {
    const drawn = disturbedDrafts('append', { transactions: 5, keys: 2 });
    assertEverySide(drawn, { serializable: 300, broken: 300 }, 3000, (drafts, see) => {
      const history = historyOf(drafts);
      const { valid, error, counterexample } = judge(listAppend, history, { allowEmpty: true });
      expect([valid, error, counterexample]).toEqual([isSerializable(history), undefined, counterexample]);
      see(valid ? 'serializable' : 'broken');
    });
  });
});
