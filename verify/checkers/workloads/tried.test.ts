import { describe, expect, it } from '@jest/globals';
import { type EventType, type HistoryEvent, nemesis } from '../../history/event.ts';
import { triedOf } from './tried.ts';

type Line = readonly [type: EventType, f: string, about?: Partial<HistoryEvent>];

function events(...lines: readonly Line[]): HistoryEvent[] {
  return lines.map(([type, f, about], index) => ({ index, time: index, process: 'p', type, f, ...about }));
}

describe('what was tried', () => {
  it('is about the key and value that the invocation told, or else the end', () => {
    const [first, second] = triedOf(
      events(
        ['invoke', 'add', { key: 'a', value: 1 }],
        ['ok', 'add', { key: 'b', value: 2 }],
        ['invoke', 'add'],
        ['ok', 'add', { key: 'b', value: 2 }],
      ),
      ['add'],
    );
    expect(first).toMatchObject({ key: 'a', input: 1, output: 2, outcome: 'ok', began: 0, ended: 1, events: [0, 1] });
    expect(second).toMatchObject({ key: 'b', input: 2, output: 2, began: 2, ended: 3 });
  });

  it('is a point where only the end is told, and of unknown outcome where none is', () => {
    const history = events(['ok', 'add', { value: 1 }], ['invoke', 'add', { value: 2 }]);
    const [point, open] = triedOf(history, ['add']);
    expect(point).toMatchObject({ key: '', input: 1, output: 1, outcome: 'ok', began: 0, ended: 0, events: [0] });
    expect(open).toMatchObject({
      input: 2,
      output: undefined,
      outcome: 'info',
      began: 1,
      ended: Infinity,
      events: [1],
    });
  });

  it('is nothing where somebody tells of what never began, is another word, or is the nemesis', () => {
    const history = events(['info', 'add'], ['fail', 'add'], ['ok', 'read'], ['ok', 'add', { process: nemesis }]);
    expect(triedOf(history, ['add'])).toEqual([]);
  });
});
