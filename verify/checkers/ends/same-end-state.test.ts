import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../history/event.ts';
import { sameEndState } from './same-end-state.ts';

const began = 1_790_000_000_000;
const one = '7d9f0c1e-3f6a-4e8b-9c58-1d2e3f4a5b6c';
const day = 86_400_000;
const third = '11111111-2222-4333-8444-555555555555';
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
    ['the order of fields with drawn names', { [one]: 1, [other]: 2 }, { [third]: 1, [`f${third.slice(1)}`]: 2 }],
    ['the order of fields', { a: 1, b: null }, { b: null, a: 1 }],
    ['digits of the time in a text', { key: `at-${began + 5}` }, { key: `at-${began + 6}` }],
    ['which times are one', { a: `at-${began}`, b: `at-${began}` }, { a: `at-${began}`, b: `at-${began + 1}` }],
    ['digits that were drawn', { id: '1'.repeat(22) }, { id: '2'.repeat(22) }],
    ['the order of fields with one id', { a: one, b: one }, { b: other, a: other }],
    ['a time a day before', { at: began - day + 1 }, { at: began }],
    [
      'a time of next year',
      { at: new Date(began + 400 * day - 1).toISOString() },
      { at: new Date(began).toISOString() },
    ],
    ['an id in a list in JSON', { body: JSON.stringify([{ id: one }]) }, { body: JSON.stringify([{ id: other }]) }],
    ['nothing, where it is a big number', { n: 2n ** 53n + 1n, [one]: 1 }, { n: 2n ** 53n + 1n, [other]: 1 }],
  ])('may differ in %s', (_, here, there) => {
    expect(check({ 'table t': [here] }, [{ 'table t': [there] }]).valid).toBe(true);
  });

  it.each([
    ['an amount', { n: 3 }, { n: 4 }],
    ['an epoch of another year', { born: 1_000_000_000_000 }, { born: 1_000_000_000_001 }],
    ['the kind of an id', { id: one }, { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
    ['a field', { n: 1 }, { n: 1, more: true }],
    ['a field that is null', { n: 1 }, { n: 1, more: null }],
    ['a field with a drawn name', { [one]: 1, [other]: 2 }, { [one]: 3, [other]: 2 }],
    ['one of two fields with names of their own', { [one]: 1, [other]: 2 }, { [third]: 3, [`f${third.slice(1)}`]: 2 }],
    ['the last digit of a big number', { n: 2n ** 53n + 1n }, { n: 2n ** 53n }],
    ['the last digit of a big number in JSON', { body: '{"n":9007199254740993}' }, { body: '{"n":9007199254740992}' }],
    ['a text and JSON', { body: '{"n":1}' }, { body: { n: 1 } }],
    ['a text that is no JSON', { body: '{n' }, { body: '{m' }],
    ['a number in JSON and a text', { n: '1' }, { n: 1 }],
    ['a list and an object', { n: [1] }, { n: { 0: 1 } }],
    ['the order of a list', { n: [1, 2] }, { n: [2, 1] }],
    ['a word where an id was', { id: one }, { id: 'none' }],
    ['the word for an id', { id: one }, { id: '<uuid>' }],
    ['the kind of a digest', { id: 'a'.repeat(40) }, { id: one }],
    ['a day that was', { born: '1990-01-02T00:00' }, { born: '1990-01-03T00:00' }],
    ['a time more than a day before', { at: began - day }, { at: began }],
    ['a time more than a year ahead', { at: began + 400 * day }, { at: began }],
    ['digits that are no time', { phone: '0123456789' }, { phone: '0123456788' }],
    ['a digit of an id that is in both', { id: one, of: other, n: 1 }, { id: other, of: one, n: 1 }],
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

  it('keeps an id that every run has with its item', () => {
    const ends = (paid: string, open: string) => ({
      t: [
        { id: paid, paid: true },
        { id: open, paid: false },
      ],
    });
    expect(check(ends(one, third), [ends(third, one)]).valid).toBe(false);
    expect(check(ends(one, third), [ends(one, other)]).valid).toBe(true);
  });

  it('follows what refers to what over two steps', () => {
    const ids = (first: string) =>
      [0, 1, 2].map((n) => `${first}${n}`.repeat(4).concat('-2222-4333-8444-555555555555'));
    const chain = ([a, b, c]: string[], of: string[]) => ({
      t: [...[a, b].map((id, n) => ({ id, of: of[n] })), ...of.map((id, n) => ({ leaf: id, of: n === 0 ? c : null }))],
      u: [{ root: a }],
    });
    const [here, there, mine, theirs] = [ids('1'), ids('2'), ids('3'), ids('4')];
    expect(check(chain(here, mine), [chain(there, theirs)]).valid).toBe(true);
    expect(
      check(chain([here[1] as string, here[0] as string, here[2] as string], mine), [chain(there, theirs)]).valid,
    ).toBe(true);
    const swapped = chain(here, mine);
    expect(check({ ...swapped, u: [{ root: here[1] }] }, [chain(there, theirs)]).valid).toBe(false);
  });

  it('knows in which place of a list an id stands', () => {
    const ends = (first: string, second: string, said: string) => ({ t: [{ ids: [first, second] }], u: [{ said }] });
    const [x, y] = ['a', 'b'].map((digit) => digit.repeat(32)) as [string, string];
    const [p, q] = ['c', 'd'].map((digit) => digit.repeat(32)) as [string, string];
    expect(check(ends(x, y, x), [ends(p, q, p)]).valid).toBe(true);
    expect(check(ends(x, y, y), [ends(p, q, p)]).valid).toBe(false);
  });

  it('follows what names what names what: the roots of two chains exchanged', () => {
    const ends = (letter: string, first: number) => {
      const id = (chain: number, n: number) => `${letter}${chain}${n}`.padEnd(32, '0');
      const links = [1, 2].flatMap((chain) =>
        Array.from({ length: steps }, (_, n) => ({ id: id(chain, n), of: id(chain, n + 1) })),
      );
      const roots = [
        { root: id(first, 0), n: 1 },
        { root: id(3 - first, 0), n: 2 },
      ];
      const leaves = [1, 2].map((chain) => ({ leaf: id(chain, steps), chain }));
      return { links, roots, leaves };
    };
    const steps = 5;
    expect(check(ends('a', 1), [ends('b', 1)]).valid).toBe(true);
    expect(check(ends('a', 2), [ends('b', 1)]).valid).toBe(false);
  });

  it('is told of the item that is most like it, of its own place', () => {
    const calm = {
      'table t': [
        { a: 1, b: 1, c: 1 },
        { a: 5, b: 5, c: 5 },
      ],
      'table u': [{ a: 1, b: 1, c: 1 }],
    };
    const here = {
      'table t': [
        { a: 1, b: 2, c: 2 },
        { a: 1, b: 1, c: 2 },
      ],
      'table u': [],
    };
    const { counterexample } = check(here, [calm]);
    expect(counterexample?.violations.map(({ id, what }) => [id, what])).toEqual([
      ['table t', 'c is 2, was 1 in {"a":1,"b":1,"c":1}'],
      ['table t', 'missing here: {"a":5,"b":5,"c":5}'],
      ['table u', 'missing here: {"a":1,"b":1,"c":1}'],
      ['table t', 'only here: {"a":1,"b":2,"c":2}'],
    ]);
  });

  it('takes what has no fields as a whole, and tells long ones in short', () => {
    const [text, longer] = ['x'.repeat(158), 'y'.repeat(159)];
    const { counterexample } = check({ q: [text, null] }, [{ q: [longer] }]);
    expect(counterexample?.violations.map(({ what }) => what)).toEqual([
      `missing here: "${'y'.repeat(159)}…`,
      `only here: "${text}"`,
      'only here: null',
    ]);
    const { counterexample: gone } = check({ t: [{ a: 1 }] }, [{ t: [{ a: 1, b: 2 }] }]);
    const { counterexample: said } = check({ q: ['order a'] }, [{ q: ['order b'] }]);
    expect(said?.violations.map(({ what }) => what)).toEqual(['missing here: "order b"', 'only here: "order a"']);
    expect(gone?.violations[0]?.what).toBe('b is nothing, was 2 in {"a":1,"b":2}');
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

  it('may lack nothing for a request that has no key', () => {
    const history = historyOf({ u: [0] }, [{ u: [0], t: ['undefined'] }]);
    const request: HistoryEvent = { index: 9, time: 9, process: 'client', type: 'invoke', f: 'request' };
    expect(sameEndState.check([...history, request]).valid).toBe(false);
  });

  it('knows a request by what it lacks, by what it has too much, and by the first of several', () => {
    const item = { pk: 'b-1 a-1' };
    expect(check({ t: [] }, [{ t: [item] }], { 'a-1': 'info', 'b-1': 'ok' }).valid).toBe(true);
    expect(check({ t: [] }, [{ t: [item] }], { 'a-1': 'ok', 'b-1': 'ok' }).counterexample?.ids).toEqual(['b-1']);
    expect(check({ t: [item], u: [0] }, [{ u: [0] }], { 'a-1': 'ok' }).counterexample?.ids).toEqual(['a-1']);
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
    expect(check({ t: [1] }, [])).toMatchObject({
      valid: 'unknown',
      counts: { items: 1, calmItems: 0, calmRuns: 0 },
    });
  });
});
