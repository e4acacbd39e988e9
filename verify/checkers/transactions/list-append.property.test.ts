import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../checker.ts';
import { isSerializable } from './brute-force.ts';
import { listAppend } from './list-append.ts';
import { disturbedDrafts, historyOf, serialDrafts } from './transaction-arbitrary.ts';

describe('list-append', () => {
  it('accuses no serial history, whatever order its transactions are written down in', () => {
    fc.assert(
      fc.property(serialDrafts('append', { transactions: 40, keys: 4 }), (drafts) => {
        const { valid, counterexample, error } = judge(listAppend, historyOf(drafts));
        expect({ valid, counterexample, error }).toEqual({ valid: true });
      }),
      { numRuns: 1000 },
    );
  });

  it('is right about serializability: every order was tried', () => {
    const seen = { true: 0, false: 0, unknown: 0 };
    fc.assert(
      fc.property(disturbedDrafts('append', { transactions: 5, keys: 2 }), (drafts) => {
        const history = historyOf(drafts);
        const { valid, error, counterexample } = judge(listAppend, history);
        expect([valid, error, counterexample]).toEqual([isSerializable(history), undefined, counterexample]);
        seen[`${valid}`] += 1;
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(300);
  });
});
