import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../../history/event.ts';
import { assertEverySide } from '../../../testing/every-side.ts';
import { drawOf } from '../../../testing/mutants/draw.ts';
import { overlapping } from '../../../testing/recorded/ground.ts';
import { judge } from '../../../verdict/checker.ts';
import { listAppend } from '../list-append/list-append.ts';
import { rwRegister } from '../rw-register/rw-register.ts';
import { isSerializable } from '../testing/brute-force.ts';
import { type Draft, disturbedDrafts, historyOf, type Kind, serialDrafts } from '../testing/transaction-arbitrary.ts';

/** Who does not know what became of a transaction goes on under another name. */
const withNames = (drafts: readonly Draft[]): Draft[] =>
  drafts.map((draft, n) => (draft.type === 'info' ? { ...draft, process: 10 + n } : draft));

/** Some as they ran, some in another order, some with reads of something else; at the same time here and there. */
function histories(kind: Kind): fc.Arbitrary<HistoryEvent[]> {
  const shape = { transactions: 5, keys: 2 };
  const drafts = fc.oneof(serialDrafts(kind, shape, true), serialDrafts(kind, shape), disturbedDrafts(kind, shape));
  return fc.tuple(drafts, fc.nat()).map(([drawn, seed]) => overlapping(historyOf(withNames(drawn)), drawOf(seed)));
}

describe.each([
  ['strong-session-serializable', 'process'],
  ['strict-serializable', 'real time'],
] as const)('%s', (model, kept) => {
  it('of lists is right: every order that keeps it was tried', () => {
    assertEverySide(histories('append'), { kept: 200, broken: 200, byOrder: 50 }, 1500, (history, see) => {
      const { valid, error, counterexample } = judge(listAppend, history, { options: { model }, allowEmpty: true });
      expect([valid, error, counterexample]).toEqual([isSerializable(history, kept), undefined, counterexample]);
      see(valid ? 'kept' : 'broken');
      if (!valid && isSerializable(history)) see('byOrder');
    });
  });

  it('of registers accuses nothing that such an order explains, and nearly all that none does', () => {
    const seen = assertEverySide(histories('w'), { broken: 1000, caught: 200, byOrder: 50 }, 1500, (history, see) => {
      const { valid, error, counterexample } = judge(rwRegister, history, { options: { model }, allowEmpty: true });
      const explained = isSerializable(history, kept);
      expect([valid || !explained, error, counterexample]).toEqual([true, undefined, counterexample]);
      if (!explained) see('broken');
      if (valid === false) see('caught');
      if (valid === false && isSerializable(history)) see('byOrder');
    });
    expect(seen.caught / seen.broken).toBeGreaterThan(0.9);
  });
});
