import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../history/event.ts';
import { modelsThatKnow } from './vocabulary.ts';

const invocations = (...asked: readonly string[]): HistoryEvent[] =>
  asked.map((f, index) => ({ index, time: index, process: f === 'kill' ? 'nemesis' : 'a', type: 'invoke', f }));

describe('the models that know a history', () => {
  it.each<[readonly string[], readonly string[]]>([
    [['read', 'cas', 'write'], ['cas-register']],
    [['get', 'put', 'append'], ['kv']],
    [['read', 'toString'], []],
    [
      ['read', 'kill', 'write'],
      ['register', 'cas-register'],
    ],
  ])('of %j are %j', (asked, knowing) => {
    const remark: HistoryEvent = { index: 0, time: 0, process: 'b', type: 'info', f: 'remark' };
    expect(modelsThatKnow([remark, ...invocations(...asked)])).toEqual(knowing);
  });
});
