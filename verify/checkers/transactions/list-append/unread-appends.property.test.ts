import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertEverySide } from '../../../testing/every-side.ts';
import { judge } from '../../../verdict/checker.ts';
import type { MicroOperation } from '../table/transaction-table.ts';
import { isConsistentView, isSnapshotIsolated } from '../testing/snapshot-oracle.ts';
import { type Draft, historyOf } from '../testing/transaction-arbitrary.ts';
import { isKept, versionOracles } from '../testing/version-oracles.ts';
import { listAppend } from './list-append.ts';

const step = fc.record({
  isRead: fc.boolean(),
  key: fc.constantFrom('x', 'y', 'z'),
  length: fc.nat(2),
  place: fc.nat(9),
});

/**
 * Transactions at once that append to a few lists and read beginnings of them, most often short ones: many elements are read
 * by nobody. Whatever a transaction reads of a key it reads first, and then what it appended.
 */
function drafts(ends: readonly Draft['type'][]): fc.Arbitrary<Draft[]> {
  const plan = fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 3 }), type: fc.constantFrom(...ends) });
  return fc.array(plan, { minLength: 2, maxLength: 4 }).map((plans) => {
    const elements = plans.map(({ steps }, t) => steps.map((_, n) => 10 * t + n));
    const lists = new Map<string, { readonly element: number; readonly place: number; readonly t: number }[]>();
    for (const [t, { steps, type }] of plans.entries()) {
      for (const [n, { isRead, key, place }] of steps.entries()) {
        if (isRead || type !== 'ok') continue;
        const list = lists.get(key) ?? [];
        lists.set(key, [...list, { element: elements[t]?.[n] as number, place: 10 * place + t, t }]);
      }
    }
    for (const list of lists.values()) list.sort((a, b) => a.place - b.place || a.t - b.t);
    return plans.map(({ steps, type }, t): Draft => {
      const own = new Map<string, number[]>();
      const operations = steps.map(({ isRead, key, length }, n): MicroOperation => {
        const mine = own.get(key) ?? [];
        if (isRead) {
          const others = (lists.get(key) ?? []).filter((each) => each.t !== t).slice(0, length);
          return ['r', key, [...others.map(({ element }) => element), ...mine]];
        }
        own.set(key, [...mine, elements[t]?.[n] as number]);
        return ['append', key, elements[t]?.[n]];
      });
      return { process: t, operations, type };
    });
  });
}

/** Without reads of what the transaction appended to itself: these definitions do not say what it finds there. */
function ofOthers({ operations }: Draft): MicroOperation[] {
  const own = (key: unknown, before: number): boolean =>
    operations.slice(0, before).some(([f, k]) => f === 'append' && k === key);
  return operations.filter(([f, key], n) => f === 'append' || !own(key, n));
}

describe('list-append, where nobody read the order of some appends', () => {
  it('is right about snapshot isolation: every order of beginnings and commits was tried', () => {
    const drawn = drafts(['ok', 'ok', 'ok', 'info', 'fail']);
    assertEverySide(drawn, { kept: 300, broken: 300, unread: 20 }, 3000, (drawnOnes, see) => {
      const history = historyOf(drawnOnes);
      const options = { model: 'snapshot-isolation' } as const;
      const { valid, error, counterexample } = judge(listAppend, history, { options, allowEmpty: true });
      expect([valid, error, counterexample]).toEqual([isSnapshotIsolated(drawnOnes), undefined, counterexample]);
      see(valid ? 'kept' : 'broken');
      if (counterexample?.ids.includes('unread-order')) see('unread');
    });
  });

  it('is right about consistent view: every order of appends was tried', () => {
    const drawn = drafts(['ok']);
    assertEverySide(drawn, { kept: 300, broken: 300, unread: 10 }, 3000, (drawnOnes, see) => {
      const history = historyOf(drawnOnes);
      const options = { model: 'consistent-view' } as const;
      const { valid, error, counterexample } = judge(listAppend, history, { options, allowEmpty: true });
      expect([valid, error, counterexample]).toEqual([isConsistentView(drawnOnes), undefined, counterexample]);
      see(valid ? 'kept' : 'broken');
      if (counterexample?.ids.includes('unread-order')) see('unread');
    });
  });

  it.each(Object.keys(versionOracles) as (keyof typeof versionOracles)[])('is right about %s', (model) => {
    const plain = drafts(['ok']).map((all) => all.map((draft) => ({ ...draft, operations: ofOthers(draft) })));
    assertEverySide(plain, { kept: 200, broken: 200 }, 1500, (drawnOnes, see) => {
      const { valid, error, counterexample } = judge(listAppend, historyOf(drawnOnes), {
        options: { model },
        allowEmpty: true,
      });
      expect([valid, error, counterexample]).toEqual([isKept(model, drawnOnes), undefined, counterexample]);
      see(valid ? 'kept' : 'broken');
    });
  });
});
