import { describe, expect, it } from '@jest/globals';
import { historyOf } from '../../observe/judge/history-of.ts';
import { judge } from '../../verify/verdict/checker.ts';
import { endOfRun } from './end-of-run.ts';
import { ownChecker, ownFindings } from './own-checker.ts';
import type { Broken, End, OwnInvariant } from './own-invariant.ts';

const asked = { at: 0, endedAt: 1, process: 'user-1', digest: '' };
const attempt = (request: number, outcome: 'ok' | 'fail' | 'info', attempt = 1) => ({
  ...{ ...asked, request, attempt, key: `order-${request}`, outcome },
});
const end = endOfRun({
  tables: new Map([
    ['Shop-Bills', [{ order: 'order-1' }, { order: 'order-2' }, { order: 'order-2' }]],
    ['Shop-Seats', []],
    ['Bar-Seats', []],
  ]),
  outputs: [{ queue: 'told', messageId: 'a', body: '{"order":"order-1"}' }],
  deadLetters: [{ queue: 'dead', messageId: 'b', body: 'no JSON' }],
  attempts: [attempt(1, 'info'), attempt(1, 'ok', 2), attempt(2, 'ok'), attempt(3, 'fail'), attempt(4, 'info')],
});

const invariant = (broken: (end: End) => Iterable<Broken>): OwnInvariant => ({
  name: 'one-bill-an-order',
  claim: 'Each order that was accepted has one bill.',
  broken,
});
const judged = (own: OwnInvariant) => judge(ownChecker(own), historyOf(ownFindings([own], end, 5), 'a run').events);

const oneBill = ({ table, requests }: End) =>
  requests
    .filter(({ outcome }) => outcome === 'ok')
    .flatMap(({ key }) => {
      const bills = table('Bills').filter(({ order }) => order === key).length;
      return bills === 1 ? [] : [{ key, what: `${bills} bills` }];
    });

describe("an invariant of an app's owner", () => {
  it('sees tables, messages, dead letters, and what became of each request', () => {
    expect(end.table('Shop-Bills')).toHaveLength(3);
    expect(end.messages).toEqual([{ queue: 'told', body: { order: 'order-1' } }]);
    expect(end.deadLetters).toEqual([{ queue: 'dead', body: 'no JSON' }]);
    expect(end.requests.map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'ok'],
      [2, 'ok'],
      [3, 'fail'],
      [4, 'info'],
    ]);
  });

  it('fails where it finds something broken, and says of what', () => {
    const { valid, counterexample } = judged(invariant(oneBill));
    expect(valid).toBe(false);
    expect(counterexample?.summary).toContain('order-2');
    expect(counterexample?.summary).toContain('2 bills');
  });

  it('holds where nothing is broken', () => {
    expect(judged(invariant(() => []))).toMatchObject({ valid: true });
  });

  it.each(['Nowhere', 'Seats'])('is unknown where it cannot be asked: %s', (called) => {
    const { valid, error } = judged(invariant(({ table }) => (table(called).length > 0 ? [] : [])));
    expect(valid).toBe('unknown');
    expect(error).toMatch(new RegExp(`it threw: (no|more than one) table is called "${called}"`));
  });
});
