import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventType, HistoryEvent } from '../history/event.ts';
import { assertEverySide } from '../testing/every-side.ts';
import { judge } from '../verdict/checker.ts';
import type { Call } from './calls/call.ts';
import type { Model } from './calls/model.ts';
import { partitionsOf } from './calls/partitions-of.ts';
import { linearizability } from './linearizability.ts';
import { type AnyModel, models } from './models/models.ts';
import { longestPrefix } from './picture/longest-prefix.ts';
import { Search } from './search/search.ts';
import { isLinearizable } from './testing/brute-force.ts';

interface Asked {
  readonly f: string;
  readonly input?: unknown;
  /** Draws an output that may be right or wrong. */
  readonly output?: unknown;
}

/** Per model; `FAULTLINE_HISTORIES=40000` for the long comparison. */
const numRuns = Number(process.env.FAULTLINE_HISTORIES ?? 1500);

const small = fc.integer({ min: 0, max: 2 });
const ask = (f: string, input: fc.Arbitrary<unknown>, output: fc.Arbitrary<unknown>) =>
  fc.record({ f: fc.constant(f), input, output });
const nothing = fc.constant(undefined);
/** Nobody is whoever runs it. */
const who = fc.constantFrom(undefined, undefined, 'a', 'b');
const permits = fc.constantFrom(undefined, 1, 2);

/** Per model, operations with outputs that are often possible. */
const asks: Readonly<Record<string, fc.Arbitrary<Asked>>> = {
  register: fc.oneof(ask('read', nothing, fc.option(small)), ask('write', small, nothing)),
  'cas-register': fc.oneof(
    ask('read', nothing, fc.option(small)),
    ask('write', small, nothing),
    ask('cas', fc.tuple(small, small), fc.constantFrom(undefined, undefined, false)),
  ),
  kv: fc.oneof(
    ask('get', nothing, fc.constantFrom('', 'a', 'b', 'ab', 'ba')),
    ask('put', fc.constantFrom('a', 'b'), nothing),
    ask('append', fc.constantFrom('a', 'b'), nothing),
  ),
  queue: fc.oneof(ask('enqueue', small, nothing), ask('dequeue', nothing, fc.option(small))),
  set: fc.oneof(
    ask('add', small, nothing),
    ask('remove', small, nothing),
    ask('contains', small, fc.boolean()),
    ask('read', nothing, fc.subarray([0, 1, 2])),
  ),
  counter: fc.oneof(ask('add', small, nothing), ask('read', nothing, fc.integer({ min: 0, max: 4 }))),
  lease: fc.oneof(
    ask('acquire', nothing, fc.integer({ min: 1, max: 4 })),
    ask('write', fc.integer({ min: 1, max: 4 }), fc.constantFrom(undefined, undefined, false)),
  ),
  mutex: fc.oneof(ask('acquire', nothing, nothing), ask('release', nothing, nothing)),
  'owner-mutex': fc.oneof(ask('acquire', who, nothing), ask('release', who, nothing)),
  'reentrant-mutex': fc.oneof(ask('acquire', who, nothing), ask('release', who, nothing)),
  'semaphore:2': fc.oneof(ask('acquire', permits, nothing), ask('release', permits, nothing)),
  'unordered-queue': fc.oneof(ask('enqueue', small, nothing), ask('dequeue', nothing, fc.option(small))),
  'priority-queue': fc.oneof(ask('enqueue', small, nothing), ask('dequeue', nothing, fc.option(small))),
  'multi-register': fc
    .array(fc.tuple(fc.constantFrom('r', 'w', 'read', 'write'), fc.constantFrom('x', 'y'), fc.option(small)), {
      minLength: 1,
      maxLength: 3,
    })
    .map((output) => ({
      f: 'txn',
      input: output.map(([f, key, v]) => (/^r/.test(f) ? [f, key] : [f, key, v])),
      output,
    })),
};

/** Histories of a few processes: each draw lets one process call, or end what it called. */
function histories(asked: fc.Arbitrary<Asked>, maxLength: number): fc.Arbitrary<HistoryEvent[]> {
  const end = fc.constantFrom<EventType>('ok', 'ok', 'ok', 'ok', 'fail', 'info');
  return fc.array(fc.tuple(fc.nat(3), asked, end), { maxLength }).map((draws) => {
    const open = new Map<number, { process: string; asked: Asked }>();
    const lives = new Map<number, number>();
    return draws.map(([n, next, type], index): HistoryEvent => {
      const call = open.get(n);
      if (call === undefined) {
        const process = `${n}.${lives.get(n) ?? 0}`;
        open.set(n, { process, asked: next });
        return { index, time: index, process, type: 'invoke', f: next.f, value: next.input };
      }
      open.delete(n);
      if (type === 'info') lives.set(n, (lives.get(n) ?? 0) + 1);
      const { f, output } = call.asked;
      return { index, time: index, process: call.process, type, f, ...(type === 'ok' && { value: output }) };
    });
  });
}

describe('linearizability', () => {
  it.each([...models])('agrees with every order tried, for %s', (name, model) => {
    const drawn = histories(asks[name] as fc.Arbitrary<Asked>, 16);
    assertEverySide(drawn, { valid: 100, broken: 100 }, numRuns, (history, see) => {
      const { valid, error } = judge(linearizability, history, { options: { model }, allowEmpty: true });
      const calls = partitionsOf(history, model)[0]?.calls ?? [];
      expect([valid, error]).toEqual([isLinearizable(calls, model), undefined]);
      see(valid ? 'valid' : 'broken');
    });
  });

  it.each(['register', 'kv', 'cas-register'])('finds the longest linearizable prefix, for %s', (name) => {
    const model = models.get(name) as AnyModel;
    const budget = { outOfTime: () => false, bytes: Number.POSITIVE_INFINITY };
    fc.assert(
      fc.property(histories(asks[name] as fc.Arbitrary<Asked>, 14), (history) => {
        const [partition] = partitionsOf(history, model);
        fc.pre(partition !== undefined);
        const { calls, returning } = partition;
        const search = new Search(model);
        const found = search.run(partition, budget);
        fc.pre(found.valid === false);
        const returns = Array.from(returning, (call) => (calls[call] as Call).return);
        const isPrefixLinearizable = (until: number): boolean => {
          const begun = calls.filter(({ call }) => call < until);
          const seen = begun.map((call) => (call.return <= until ? call : { ...call, returned: false }));
          return isLinearizable(
            seen.filter((call) => call.returned || !model.isRead(call)),
            model,
          );
        };
        const longest = returns.filter(isPrefixLinearizable).length;
        expect(longestPrefix(search, partition, budget, found, model.foresight !== undefined).returns).toBe(longest);
      }),
      { numRuns: 200 },
    );
  });

  it('judges key by key and names the key that is not linearizable', () => {
    const model = models.get('register') as AnyModel;
    const history = (['x', 'y'] as const).flatMap((key, n): HistoryEvent[] => {
      const at = { process: key, key, index: 0, time: 0 };
      return [
        { ...at, type: 'invoke', f: 'write', value: 1 },
        { ...at, type: 'ok', f: 'write' },
        { ...at, type: 'invoke', f: 'read' },
        { ...at, type: 'ok', f: 'read', value: n === 0 ? 1 : 2 },
      ];
    });
    const ordered = history.map((event, index) => ({ ...event, index, time: index }));
    const { valid, counterexample } = judge(linearizability, ordered, { options: { model }, allowEmpty: true });
    expect(valid).toBe(false);
    expect(counterexample?.ids).toEqual(['y']);
    expect(counterexample?.summary).toBe('y: 2 was read and never written; the 1 returns before that are linearizable');
    expect(counterexample?.violations[0]?.events).toEqual([6, 7]);
  });

  it('gives up when its time is over, and says how far it got', () => {
    const model: Model<number> = { ...(models.get('counter') as unknown as Model<number>), keyOf: (state) => state };
    const events = Array.from({ length: 24 }, (_, n): HistoryEvent => {
      return { index: n, time: n, process: n, type: 'invoke', f: 'add', value: 2 ** n };
    });
    const reads: HistoryEvent[] = [
      { index: 24, time: 24, process: 'r', type: 'invoke', f: 'read' },
      { index: 25, time: 25, process: 'r', type: 'ok', f: 'read', value: -1 },
    ];
    const options = { model: model as AnyModel, outOfTime: () => true };
    const { valid, error } = judge(linearizability, [...events, ...reads], { options, allowEmpty: true });
    expect(valid).toBe('unknown');
    expect(error).toMatch(/gave up after \d+ configurations, 0 of 1 returns are linearizable/);
  });
});
