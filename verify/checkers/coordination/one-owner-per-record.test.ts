import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { oneOwnerPerRecord } from './one-owner-per-record.ts';

/** When it began and ended; one that has no end is of unknown outcome, unless it failed. */
interface Times {
  readonly from: number;
  readonly to?: number;
  readonly failed?: boolean;
}

type Told = Omit<HistoryEvent, 'index'>;

let processes = 0;
function operation(f: string, { from, to, failed = false }: Times, value: object): Told[] {
  const process = `p${processes++}`;
  const begun: Told = { time: from, process, type: 'invoke', f, key: 'r', value };
  return to === undefined ? [begun] : [begun, { ...begun, time: to, type: failed ? 'fail' : 'ok' }];
}

/** In progress for a second, unless it expires at once. */
const claim = (owner: string, token: number | undefined, times: Times, expiresInMs = 0) =>
  operation('claim', times, { owner, expiresInMs, ...(token !== undefined && { token }) });
const complete = (owner: string, times: Times) => operation('complete', times, { owner });
const abandon = (owner: string, times: Times) => operation('abandon', times, { owner });

function accused(...told: readonly Told[][]): string[] {
  const events = told.flat().sort((a, b) => a.time - b.time);
  const history = events.map((event, index): HistoryEvent => ({ ...event, index }));
  const { counterexample } = oneOwnerPerRecord.check(history, undefined);
  return (counterexample?.violations ?? []).map(({ what }) => what);
}

const second = 1_000;

describe('one owner of a record', () => {
  const first = claim('a', 1, { from: 0, to: 2 });

  it('gives it up only by what may have happened, and not before it had it', () => {
    const held = claim('a', 1, { from: 10, to: 12 }, second);
    const next = claim('b', 2, { from: 20, to: 22 });
    const both = ['claimed by b while a was in progress'];
    expect(accused(held, next)).toEqual(both);
    expect(accused(held, abandon('a', { from: 14, to: 16 }), next)).toEqual([]);
    expect(accused(held, abandon('a', { from: 14 }), next)).toEqual([]);
    expect(accused(held, abandon('a', { from: 14, to: 16, failed: true }), next)).toEqual(both);
    const earlier = claim('a', 1, { from: 0, to: 2 });
    expect(accused(earlier, abandon('a', { from: 4, to: 6 }), held, next)).toEqual(both);
  });

  it('takes it over under a greater token', () => {
    const under = (before: number | undefined, after: number | undefined) =>
      accused(claim('a', before, { from: 0, to: 2 }), claim('b', after, { from: 10, to: 12 }));
    const wrong = (after: string, before: string) => [
      `taken over under token ${after} from token ${before}, expected a greater one`,
    ];
    expect(under(1, 2)).toEqual([]);
    expect([under(2, 2), under(1, undefined)]).toEqual([wrong('2', '2'), wrong('none', '1')]);
    expect([under(undefined, 1), under(undefined, undefined)]).toEqual([wrong('1', 'none'), wrong('none', 'none')]);
  });

  it('need not do so where it may have been given up just then', () => {
    const next = claim('b', 1, { from: 10, to: 12 });
    expect(accused(first, next, abandon('a', { from: 12, to: 13 }))).toEqual([]);
    expect(accused(first, next, abandon('a', { from: 13, to: 14 }))).toHaveLength(1);
  });

  it('need not do so where another claim may lie between', () => {
    const next = claim('b', 1, { from: 10, to: 20 });
    expect(accused(first, next, claim('c', 2, { from: 20, to: 22 }))).toEqual([]);
    expect(accused(first, next, claim('c', 2, { from: 21, to: 22 }))).toHaveLength(1);
    expect(accused(first, next, claim('c', undefined, { from: 20 }))).toEqual([]);
    expect(accused(first, next, claim('c', undefined, { from: 21 }))).toHaveLength(1);
    // An earlier one, which lasted until the lost one began.
    const long = claim('z', 3, { from: 0, to: 5 });
    const touching = (from: number) =>
      accused(long, claim('a', 4, { from, to: 7 }), claim('b', 4, { from: 10, to: 12 }));
    expect([touching(5), touching(6).length]).toEqual([[], 1]);
    const short = claim('y', 4, { from: 1, to: 3 });
    expect(accused(long, short, claim('a', 4, { from: 4, to: 7 }), claim('b', 4, { from: 10, to: 12 }))).toEqual([]);
  });

  it('stores nothing once it has lost it, and nobody claims it once it is done', () => {
    const next = claim('b', 2, { from: 10, to: 12 });
    const late = ['completed by a, which had lost it to b'];
    expect(accused(first, next, complete('a', { from: 20, to: 22 }))).toEqual(late);
    expect(accused(first, next, complete('a', { from: 20 }))).toEqual([]);
    expect(accused(first, next, complete('c', { from: 20, to: 22 }))).toEqual([]);
    const done = complete('a', { from: 4, to: 6 });
    expect(accused(first, done, next)).toEqual(['claimed by b after it was completed']);
    expect(accused(first, complete('a', { from: 4, to: 10 }), next)).toEqual([]);
    const again = claim('a', 2, { from: 7, to: 8 });
    expect(accused(first, done, again, claim('b', 3, { from: 10, to: 12 }))).toEqual([
      'claimed by a after it was completed',
      'claimed by b after it was completed',
    ]);
  });
});
