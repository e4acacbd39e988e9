import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HistoryEvent } from '../history/event.ts';
import { assertEverySide } from '../testing/every-side.ts';
import { judge } from '../verdict/checker.ts';
import type { Call } from './calls/call.ts';
import type { Model } from './calls/model.ts';
import { partitionsOf } from './calls/partitions-of.ts';
import { linearizability } from './linearizability.ts';
import { type AnyModel, modelCalled, models } from './models/models.ts';
import { longestPrefix } from './picture/longest-prefix.ts';
import { Search } from './search/search.ts';
import { isLinearizable } from './testing/brute-force.ts';
import { smallObjectHistories } from './testing/small-histories.ts';

/** Per model; `FAULTLINE_HISTORIES=40000` for the long comparison. */
const numRuns = Number(process.env.FAULTLINE_HISTORIES ?? 1500);

describe('linearizability', () => {
  const held = ['register:1', 'cas-register:1', 'multi-register:1'].map(
    (name) => [name, modelCalled(name) as AnyModel] as const,
  );

  it.each([...models, ...held])('agrees with every order tried, for %s', (name, model) => {
    const drawn = smallObjectHistories(name.replace(/:1$/, ''), 16);
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
      fc.property(smallObjectHistories(name, 14), (history) => {
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
