import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../../history/event.ts';
import { assertEverySide } from '../../testing/every-side.ts';
import { judge } from '../../verdict/checker.ts';
import { messageCheckers } from './message-checkers.ts';
import { messageOracles } from './testing/message-oracles.ts';
import { smallHistories } from './testing/small-histories.ts';

/** How a moment of a small history is told: from how many events before on, and how it ended. */
interface Telling {
  readonly earlier: number;
  readonly type: 'ok' | 'info' | 'fail';
}

/** A moment that may have been at any of these places of the history, or, where it is `free`, never. */
interface Moment {
  readonly event: HistoryEvent;
  readonly from: number;
  readonly to: number;
  readonly free: boolean;
}

const tellings = fc.array(
  fc.record({
    earlier: fc.constantFrom(0, 0, 1, 2, 5),
    type: fc.constantFrom<Telling['type'][]>('ok', 'ok', 'ok', 'ok', 'info', 'fail'),
  }),
  { minLength: 16, maxLength: 16 },
);
const words = ['receive', 'extend', 'give-back', 'delete', 'apply'];

/** Moments as calls and answers, and where each may have been. A client tells one of them. */
function toldAs(points: readonly HistoryEvent[], how: readonly Telling[]) {
  const moments: Moment[] = [];
  const told: { readonly place: number; readonly event: Omit<HistoryEvent, 'index' | 'time'> }[] = [];
  const started = points.findIndex(({ f }) => f !== 'queue-settings');
  for (const [place, event] of points.entries()) {
    const { earlier, type } = how[place % how.length] as Telling;
    // A receipt is known once the receive has been told.
    const receipt = (event.value as { receipt?: string } | undefined)?.receipt;
    const known = points.findIndex(
      (each) => each.f === 'receive' && (each.value as { receipt?: string }).receipt === receipt,
    );
    const isPlain = !words.includes(event.f) || (event.f === 'receive' && type !== 'ok');
    if (isPlain) {
      told.push({ place, event });
      moments.push({ event, from: place, to: place, free: false });
      continue;
    }
    const from = Math.max(started, event.f === 'receive' || event.f === 'apply' ? 0 : known, place - earlier);
    const process = `client-${place}`;
    told.push(
      { place: from - 0.5, event: { ...event, process, type: 'invoke' } },
      { place, event: { ...event, process, type } },
    );
    if (type === 'ok') moments.push({ event, from, to: place, free: false });
    if (type === 'info') moments.push({ event, from, to: points.length - 1, free: true });
  }
  const ordered = told.map((each, n) => ({ ...each, n })).sort((a, b) => a.place - b.place || a.n - b.n);
  const history = ordered.map(({ place, event }, index): HistoryEvent => {
    return { ...event, index, time: (points[Math.ceil(place)] as HistoryEvent).time } as HistoryEvent;
  });
  return { history, moments };
}

/** One way in which it may have been. */
function resolved(points: readonly HistoryEvent[], moments: readonly Moment[], choose: (below: number) => number) {
  const placed = moments.flatMap(({ event, from, to, free }, n) => {
    const place = from + choose(to - from + 1 + (free ? 1 : 0));
    return place > to ? [] : [{ event, place, n }];
  });
  placed.sort((a, b) => a.place - b.place || a.n - b.n);
  const events = placed.map(({ event, place }, index): HistoryEvent => {
    return { ...event, index, time: (points[place] as HistoryEvent).time };
  });
  const { time } = points.at(-1) as HistoryEvent;
  return [...events, { index: events.length, time, process: 'observer', type: 'ok' as const, f: 'end' }];
}

describe('checkers of messages, where it is not known when things happened', () => {
  it.each(Object.keys(messageOracles))('%s accuses only what no choice of moments explains', (name) => {
    const checker = messageCheckers.find((each) => each.name === name);
    const oracle = messageOracles[name];
    if (checker === undefined || oracle === undefined) throw new Error(`no checker ${name}`);
    const drawn = fc.record({ points: smallHistories, how: tellings, seeds: fc.array(fc.nat(), { minLength: 60 }) });
    assertEverySide(drawn, { broken: 200, other: 200 }, 1500, ({ points, how, seeds }, see) => {
      const { history, moments } = toldAs(points, how);
      const { valid, counterexample, error } = judge(checker, history, { allowEmpty: true });
      see(valid === false ? 'broken' : 'other');
      if (valid !== false) return;
      expect(error).toBeUndefined();
      let next = 0;
      const ways = [() => 0, (below: number) => below - 1];
      for (let way = 0; way < 12; way += 1) ways.push((below) => (seeds[next++ % seeds.length] ?? 0) % below);
      for (const choose of ways) {
        const { accused } = oracle(resolved(points, moments, choose));
        // Of two that were in flight together, either may be the later one.
        const ids = name === 'fifo-order' ? accused.slice(0, 1) : [...(counterexample?.ids ?? [])];
        expect(accused.length).toBeGreaterThan(0);
        expect(accused).toEqual(expect.arrayContaining(ids));
      }
    });
  });
});
