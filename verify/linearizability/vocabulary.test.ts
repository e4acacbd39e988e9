import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../history/event.ts';
import { type AnyModel, models } from './models/models.ts';
import { strangerTo } from './vocabulary.ts';

const invocations = (...asked: readonly string[]): HistoryEvent[] =>
  asked.map((f, index) => ({ index, time: index, process: f === 'kill' ? 'nemesis' : 'a', type: 'invoke', f }));

describe('the vocabulary of a model', () => {
  const model = models.get('register') as AnyModel;

  it.each<[readonly string[], number, readonly string[]]>([
    [['read', 'cas', 'write'], 1, ['cas-register']],
    [['get', 'put', 'append'], 0, ['kv']],
    [['read', 'toString'], 1, []],
  ])('lacks an operation of %j', (asked, index, knownBy) => {
    expect(strangerTo(model, invocations(...asked))).toMatchObject({ event: { index }, knownBy });
  });

  it('is enough for its own operations, whatever the nemesis does', () => {
    expect(strangerTo(model, invocations('read', 'kill', 'write'))).toBeUndefined();
  });
});
