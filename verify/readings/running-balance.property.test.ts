import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Change, firstOverdraft } from './running-balance.ts';

const change: fc.Arbitrary<Change> = fc
  .record({
    start: fc.integer({ min: 0, max: 5 }),
    length: fc.integer({ min: 0, max: 3 }),
    amount: fc.integer({ min: -3, max: 3 }),
  })
  .map(({ start, length, amount }) => ({ start, end: start + length, amount, events: [] }));

/** Whether some choice of true times keeps the balance at or above zero: every choice is tried. */
function mayHold(initial: number, changes: readonly Change[], chosen: readonly number[] = []): boolean {
  const next = changes[chosen.length];
  if (next === undefined) {
    const steps = changes.map((each, n) => ({ amount: each.amount, time: chosen[n] as number }));
    steps.sort((a, b) => a.time - b.time || b.amount - a.amount);
    let balance = initial;
    return steps.every((step) => {
      balance += step.amount;
      return balance >= 0;
    });
  }
  for (let time = next.start; time <= next.end; time++) if (mayHold(initial, changes, [...chosen, time])) return true;
  return false;
}

describe('firstOverdraft', () => {
  it('accuses exactly when no choice of true times is innocent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.array(change, { maxLength: 5 }), (initial, changes) => {
        expect(firstOverdraft(initial, changes) !== undefined).toBe(!mayHold(initial, changes));
      }),
      { numRuns: 2000 },
    );
  });
});
