import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { sameEndState } from './same-end-state.ts';

const began = 1_790_000_000_000;
const one = '7d9f0c1e-3f6a-4e8b-9c58-1d2e3f4a5b6c';
const other = '0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9';

type Run = Readonly<Record<string, readonly unknown[]>>;

/** A history of requests and their outcomes, of what this run left, and of what calm runs did. */
function historyOf(here: Run, calm: readonly Run[], requests: Readonly<Record<string, 'ok' | 'fail' | 'info'>> = {}) {
  const events: Omit<HistoryEvent, 'index' | 'time'>[] = Object.entries(requests).flatMap(([key, type]) => [
    { process: key, type: 'invoke' as const, f: 'request', key, value: { digest: key } },
    { process: key, type, f: 'request', key, value: {} },
  ]);
  const leave = (run: Run, name?: string) => {
    for (const [key, items] of Object.entries(run))
      for (const item of items)
        events.push({ process: 'observer', type: 'ok', f: 'item', key, value: { calm: name, began, item } });
  };
  leave(here);
  for (const [n, run] of calm.entries()) leave(run, `calm-${n + 1}`);
  return events.map((event, index) => ({ ...event, index, time: index }));
}

const check = (...given: Parameters<typeof historyOf>) => sameEndState.check(historyOf(...given));

describe('the end of a run beside those of calm runs', () => {
  it.each([
    ['a drawn id', { id: one }, { id: other }],
    ['the time of day', { at: '2026-09-21T10:00:00.123Z' }, { at: '2026-09-21T11:30:00Z' }],
    ['an epoch in milliseconds', { at: began + 5 }, { at: began + 77 }],
    ['an epoch in seconds, some time ahead', { ttl: began / 1_000 + 86_400 }, { ttl: began / 1_000 + 90_000 }],
    [
      'ids and times in JSON in a string',
      { body: JSON.stringify({ b: one, a: began }) },
      { body: JSON.stringify({ a: began + 9, b: other }) },
    ],
    ['an id inside a key', { pk: `order#${one}` }, { pk: `order#${other}` }],
    ['the name of a field', { [one]: 1 }, { [other]: 1 }],
  ])('may differ in %s', (_, here, there) => {
    expect(check({ 'table t': [here] }, [{ 'table t': [there] }]).valid).toBe(true);
  });

  it.each([
    ['an amount', { n: 3 }, { n: 4 }],
    ['an epoch of another year', { born: 1_000_000_000_000 }, { born: 1_000_000_000_001 }],
    ['the kind of an id', { id: one }, { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
    ['a field', { n: 1 }, { n: 1, more: true }],
  ])('may not differ in %s', (_, here, there) => {
    expect(check({ 'table t': [here] }, [{ 'table t': [there] }]).valid).toBe(false);
  });

  it('is a multiset: twice is not once, and an order there is none', () => {
    expect(check({ q: ['a', 'b'] }, [{ q: ['b', 'a'] }]).valid).toBe(true);
    expect(check({ q: ['a', 'a', 'b'] }, [{ q: ['a', 'b', 'b'] }]).valid).toBe(false);
  });

  it('refers from item to item in the same way', () => {
    const ends = (x: string, y: string, of: string) => ({
      a: [
        { id: x, name: 'x' },
        { id: y, name: 'y' },
      ],
      b: [{ of }],
    });
    const [p, q, r] = ['1', '2', '3'].map((digit) => `${digit.repeat(8)}-2222-4333-8444-555555555555`) as [
      string,
      string,
      string,
    ];
    expect(check(ends(p, q, p), [ends(one, other, one)]).valid).toBe(true);
    expect(check(ends(p, q, q), [ends(one, other, one)]).valid).toBe(false);
    expect(check(ends(p, q, r), [ends(one, other, one)]).valid).toBe(false);
  });

  it('keeps an id that every run has: it is no chance', () => {
    const digest = 'a'.repeat(64);
    expect(
      check(
        {
          t: [
            { digest, n: 1 },
            { digest: 'b'.repeat(64), n: 1 },
          ],
        },
        [
          {
            t: [
              { digest, n: 1 },
              { digest, n: 1 },
            ],
          },
        ],
      ).valid,
    ).toBe(false);
  });

  it('tells a change beside what it was, under the key of its request', () => {
    const result = check({ 'table t': [{ key: 'k-1', total: 31 }] }, [{ 'table t': [{ key: 'k-1', total: 40 }] }], {
      'k-1': 'ok',
    });
    expect(result.counterexample?.violations).toMatchObject([
      { id: 'k-1', what: expect.stringContaining('total is 31, was 40') },
    ]);
  });

  it('may lack what nobody was told to be accepted, and nothing else', () => {
    const calm = [{ 'table t': [{ key: 'k-1' }, { key: 'k-2' }] }];
    const here = { 'table t': [{ key: 'k-1' }] };
    expect(check(here, calm, { 'k-1': 'ok', 'k-2': 'fail' }).valid).toBe(true);
    expect(check(here, calm, { 'k-1': 'ok', 'k-2': 'info' }).valid).toBe(true);
    expect(check(here, calm, { 'k-1': 'ok', 'k-2': 'ok' }).valid).toBe(false);
  });

  it('is the same where all is, though a request with a drawn key was refused', () => {
    expect(check({ t: [{ id: one }] }, [{ t: [{ id: other }] }], { [one]: 'fail' }).valid).toBe(true);
  });

  it('proves nothing where calm runs differ from each other', () => {
    const { valid, error } = check({ t: [1] }, [{ t: [1] }, { t: [2] }]);
    expect(valid).toBe('unknown');
    expect(error).toMatch(/the app differs from itself without any fault, calm-1 from calm-2: t: /);
  });

  it('is not judged without a calm run', () => {
    expect(check({ t: [1] }, []).valid).toBe('unknown');
  });
});
