import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { noDirtyRefusals } from './no-dirty-refusals.ts';

const stock = 3;
const longest = 14;
/** Three sagas take something of one resource, and may give it back; some are refused. */
const taken = fc.record({
  amount: fc.integer({ min: 1, max: 3 }),
  start: fc.nat(4),
  takes: fc.nat(3),
  back: fc.option(fc.record({ after: fc.nat(4), takes: fc.nat(3) }), { freq: 4, nil: undefined }),
  outcome: fc.constantFrom('compensated', 'compensated', 'compensated', 'committed', undefined),
});
const refused = fc.record({
  amount: fc.integer({ min: 1, max: 4 }),
  time: fc.nat(longest),
  action: fc.constantFrom('commit', 'commit', 'commit', 'compensate'),
  also: fc.constantFrom(false, false, false, true),
});
const runs = fc.record({
  holds: fc.array(taken, { minLength: 1, maxLength: 3 }),
  refusals: fc.array(refused, { minLength: 1, maxLength: 3 }),
  most: fc.nat(1),
});
type Run = typeof runs extends fc.Arbitrary<infer Value> ? Value : never;

const committedAt = ({ start, takes }: Run['holds'][number]) => start + takes;

function historyOf({ holds, refusals }: Run): HistoryEvent[] {
  const events: Omit<HistoryEvent, 'index'>[] = [];
  const effect = (saga: string, action: string, amount: number, also = false) => ({
    process: `${saga}#${action}`,
    f: 'effect',
    key: `${saga}#${action}`,
    value: {
      saga,
      step: 'take',
      action,
      resources: [{ resource: 'r', amount }, ...(also ? [{ resource: 's', amount }] : [])],
    },
  });
  for (const resource of ['r', 's']) {
    events.push({
      time: 0,
      process: 'observer',
      type: 'ok',
      f: 'resource',
      key: resource,
      value: { initial: stock, available: 0 },
    });
  }
  for (const [n, hold] of holds.entries()) {
    const commit = effect(`s-${n}`, 'commit', hold.amount);
    events.push({ ...commit, time: hold.start, type: 'invoke' }, { ...commit, time: committedAt(hold), type: 'ok' });
    if (hold.back !== undefined) {
      const undo = effect(`s-${n}`, 'compensate', hold.amount);
      const from = committedAt(hold) + hold.back.after;
      events.push({ ...undo, time: from, type: 'invoke' }, { ...undo, time: from + hold.back.takes, type: 'ok' });
    }
    const { outcome } = hold;
    if (outcome === undefined) continue;
    const value = { version: 2, outcome, label: outcome };
    events.push({ time: longest + 9, process: `s-${n}`, type: 'ok', f: 'end', key: `s-${n}`, value });
  }
  for (const [n, { amount, time, action, also }] of refusals.entries()) {
    events.push({ ...effect(`refused-${n}`, action, amount, also), time, type: 'fail' });
  }
  return events
    .map((event, n) => ({ event, n }))
    .sort((a, b) => a.event.time - b.event.time || a.n - b.n)
    .map(({ event }, index) => ({ ...event, index }));
}

/** Whether, had those that gave back never been there, there would surely have been enough at that moment. */
function isDirty({ holds }: Run, { amount, time, action, also }: Run['refusals'][number]): boolean {
  if (action !== 'commit' || also) return false;
  let most = 0;
  let surelyDirty = 0;
  for (const hold of holds) {
    const backFrom = hold.back === undefined ? Number.POSITIVE_INFINITY : committedAt(hold) + hold.back.after;
    const backUntil = backFrom + (hold.back?.takes ?? 0);
    const isUndone = hold.back !== undefined && hold.outcome === 'compensated';
    if (time >= hold.start && time <= backUntil) most += hold.amount;
    // At the very moment it may be on its way back.
    if (isUndone && time >= committedAt(hold) && time < backFrom) surelyDirty += hold.amount;
  }
  return surelyDirty > 0 && stock - (most - surelyDirty) >= amount;
}

describe('no-dirty-refusals, beside a count of what was held at the moment of each refusal', () => {
  it('accuses refusals for want of what was given back, if there are more than are borne', () => {
    assertEverySide(runs, { valid: 300, accused: 200, borne: 50 }, 2000, (run, see) => {
      const dirty = run.refusals.flatMap((refusal, n) => (isDirty(run, refusal) ? [`refused-${n}`] : []));
      const history = historyOf(run);
      const { valid, counts, counterexample } = noDirtyRefusals.check(history, { most: run.most });
      const accused = counterexample?.violations ?? [];
      expect(counts).toMatchObject({ dirtyRefusals: dirty.length });
      expect(valid).toBe(dirty.length <= run.most);
      expect(accused.map(({ id }) => id).sort()).toEqual(dirty.length <= run.most ? [] : dirty);
      for (const { id, events } of accused)
        expect(events.map((index) => history[index]?.key)).toEqual([`${id}#commit`]);
      see(dirty.length === 0 ? 'valid' : valid === true ? 'borne' : 'accused');
    });
  });
});
