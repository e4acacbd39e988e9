import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventType, HistoryEvent } from '../history/event.ts';
import { judge } from '../verdict/checker.ts';
import { linearizationSchema } from '../verdict/linearization.ts';
import type { Call } from './calls/call.ts';
import { type LinearizabilityOptions, linearizability } from './linearizability.ts';
import { modelOf } from './testing/live-object.ts';
import { smallObjectHistories } from './testing/small-histories.ts';

type Line = readonly [process: string, type: EventType, f: string, value?: unknown];

/** The same of each key, one key after the other. */
function ofKeys(keys: readonly string[], lines: readonly Line[]): HistoryEvent[] {
  return keys
    .flatMap((key) => lines.map(([process, type, f, value]) => ({ process: process + key, type, f, key, value })))
    .map((event, index) => ({ ...event, index, time: index }));
}

const counter = modelOf('counter');
const { shortcut: _, ...withoutShortcut } = modelOf('queue');
const keys = ['a', 'b', 'c', 'd', 'e'];
const wrong: Line[] = [
  ['p', 'invoke', 'add', 1],
  ['p', 'ok', 'add', 1],
  ['p', 'invoke', 'read'],
  ['p', 'ok', 'read', 7],
];
const right: Line[] = [...wrong.slice(0, 3), ['p', 'ok', 'read', 1]];

function judged(history: readonly HistoryEvent[], options: Partial<LinearizabilityOptions>) {
  return judge(linearizability, history, { options: { model: counter, ...options } });
}

describe('linearizability', () => {
  it('needs a model', () => {
    expect(judge(linearizability, []).error).toContain('none was given');
  });

  it('explains three keys that are broken, and names all others', () => {
    const { valid, counts, counterexample, linearizations } = judged(ofKeys(keys, wrong), {});
    expect({ valid, ids: counterexample?.ids }).toEqual({ valid: false, ids: keys });
    expect(counts).toMatchObject({ keys: 5, operations: 10, unknown: 0 });
    const told = counterexample?.violations.map(({ what, events }) => [what.replace(/:.*/, ''), events.length > 0]);
    const explained = ['read -> 7 cannot be explained', true];
    const named = ['no order explains its 2 operations', false];
    expect(told).toEqual([explained, explained, explained, named, named]);
    expect(linearizations?.map(({ id, valid: found }) => [id, found])).toEqual(
      keys.slice(0, 3).map((key) => [key, false]),
    );
  });

  it('tells its verdict once, before it explains', () => {
    const told: unknown[] = [];
    judged(ofKeys(keys, wrong), { tell: (result) => told.push(result) });
    expect(told).toEqual([
      {
        valid: false,
        counts: { keys: 5, operations: 10, unknown: 0, configurations: expect.any(Number) },
        counterexample: expect.objectContaining({ summary: 'a: no order explains its 2 operations', ids: ['a'] }),
      },
    ]);
    const { counts } = judged(ofKeys(keys, right), { tell: (result) => told.push(result) });
    expect(counts).toEqual({ keys: 5, operations: 10, unknown: 0, configurations: 0 });
    expect(told).toHaveLength(1);
  });

  it('looks no further than the first key that is broken where only the verdict is asked for', () => {
    for (const model of [counter, { ...counter, shortcut: () => ({ valid: false as const, what: 'it', calls: [] }) }]) {
      const { valid, counts, counterexample, linearizations } = judged(ofKeys(keys, wrong), {
        model,
        verdictOnly: true,
      });
      expect(valid).toBe(false);
      expect(counts).toMatchObject({ keys: 5, operations: 10 });
      expect(counterexample?.violations).toEqual([{ id: 'a', what: 'no order explains its 2 operations', events: [] }]);
      expect(linearizations).toBeUndefined();
    }
  });

  it.each(['counter', 'register', 'queue', 'priority-queue'])(
    'is the same where only the verdict is asked for: %s',
    (name) => {
      fc.assert(
        fc.property(smallObjectHistories(name, 16), (history) => {
          const options = { model: modelOf(name) };
          const { valid } = judged(history, options);
          expect(judged(history, { ...options, verdictOnly: true }).valid).toBe(valid);
        }),
        { numRuns: 100 },
      );
    },
  );

  it('tells an answer only where it says more than what was asked', () => {
    const told = (answer: unknown) => {
      const lines: Line[] = [
        ['p', 'invoke', 'write', 7],
        ['p', 'ok', 'write', answer],
      ];
      const acquired: Line[] = [
        ['p', 'invoke', 'acquire'],
        ['p', 'ok', 'acquire', answer === false ? 7 : 1],
      ];
      return judged(ofKeys(['k'], [...acquired, ...lines]), { model: modelOf('lease') }).counterexample?.summary;
    };
    expect(told(7)).toMatch(/^k: write 7 cannot be explained/);
    expect(told(undefined)).toMatch(/^k: write 7 cannot be explained/);
    expect(told(false)).toMatch(/^k: write 7 -> false cannot be explained/);
  });

  it('draws nothing where a quick look finds broken what nothing else does', () => {
    const shortcut = (calls: readonly Call[]) =>
      calls.length === 2 ? { valid: false as const, what: 'it is', calls } : undefined;
    const model = { ...counter, shortcut };
    const { valid, counterexample, linearizations } = judged(ofKeys(['k'], right), { model });
    expect({ valid, summary: counterexample?.summary, linearizations }).toEqual({ valid: false, summary: 'k: it is' });
  });

  it('searches where a quick look decides nothing, also where only the verdict is asked for', () => {
    const deep = (found: string): Line[] => [
      ['p', 'invoke', 'enqueue', 'a'],
      ['q', 'invoke', 'enqueue', 'b'],
      ['p', 'ok', 'enqueue'],
      ['q', 'ok', 'enqueue'],
      ['r', 'invoke', 'dequeue'],
      ...Array.from({ length: 80 }, (_, n): Line[] => [
        ['p', 'invoke', 'enqueue', n],
        ['p', 'ok', 'enqueue'],
      ]).flat(),
      ['r', 'ok', 'dequeue', found],
    ];
    for (const verdictOnly of [true, false]) {
      const found = judged(ofKeys(['k'], deep('b')), { model: withoutShortcut, verdictOnly });
      expect(found.valid).toBe(true);
      expect(found.counts.configurations).toBeGreaterThan(0);
      const broken = judged(ofKeys(['k', 'l'], deep('c')), { model: withoutShortcut, verdictOnly });
      expect([broken.valid, broken.counterexample?.ids]).toEqual([false, verdictOnly ? ['k'] : ['k', 'l']]);
    }
  });

  it('says of the first three keys how far it came in its time, and counts all', () => {
    const open = Array.from({ length: 20 }, (_, n): Line => [`p${n}.`, 'invoke', 'add', 2 ** n]);
    const history = ofKeys(keys, [...open, ['r', 'invoke', 'read'], ['r', 'ok', 'read', -1]]);
    const { valid, counts, error, linearizations } = judged(history, { outOfTime: () => true });
    expect({ valid, unknown: counts.unknown }).toEqual({ valid: 'unknown', unknown: 5 });
    expect(error).toMatch(/^key a: gave up after \d+ configurations, 0 of 1 returns are linearizable$/);
    expect(linearizations?.map(({ id, valid: found }) => [id, found])).toEqual(
      keys.slice(0, 3).map((key) => [key, 'unknown']),
    );
    expect(judged(history, { outOfTime: () => true, whole: true }).linearizations).toEqual(linearizations);
    const verdict = judged(history, { outOfTime: () => true, verdictOnly: true });
    expect(verdict).toMatchObject({ valid: 'unknown', counts: { unknown: 5 } });
    expect(verdict.linearizations).toBeUndefined();
    const broken = [
      ...history,
      ...ofKeys(['z'], wrong).map((event) => ({ ...event, index: event.index + history.length })),
    ];
    expect(judged(broken, { outOfTime: () => true, whole: true })).toMatchObject({
      valid: false,
      counts: { unknown: 5 },
    });
  });

  it('draws the first three keys that hold answers of what is linearizable, if that is asked for', () => {
    const silent = ofKeys(['s'], [['p', 'invoke', 'add', 1]]);
    const once = ofKeys(['o'], right.slice(0, 2));
    const history = [...silent, ...once, ...ofKeys(keys, right)].map((event, index) => ({
      ...event,
      index,
      time: index,
    }));
    expect(judged(history, {}).linearizations).toBeUndefined();
    const { valid, linearizations } = judged(history, { whole: true });
    expect(valid).toBe(true);
    expect(linearizations?.map((each) => linearizationSchema.parse(each))).toHaveLength(3);
    const told = linearizations?.map(({ id, order, prefix }) => [id, order.length, prefix.returns, prefix.of]);
    expect(told).toEqual([
      ['o', 1, 1, 1],
      ['a', 2, 2, 2],
      ['b', 2, 2, 2],
    ]);
    expect(judged(ofKeys(keys, wrong), { whole: true }).linearizations?.map((each) => each.valid)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
