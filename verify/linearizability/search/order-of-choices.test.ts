import { describe, expect, it } from '@jest/globals';
import type { EventType, HistoryEvent } from '../../history/event.ts';
import { judge } from '../../verdict/checker.ts';
import { linearizability } from '../linearizability.ts';
import { modelOf } from '../testing/live-object.ts';

type Line = readonly [process: string, type: EventType, f: string, value?: unknown];

function valid(model: string, lines: readonly Line[]) {
  const events = lines.map(
    ([process, type, f, value], index): HistoryEvent => ({
      ...{ index, time: index, process, type, f },
      ...(value !== undefined && { value }),
    }),
  );
  const options = { model: modelOf(model) };
  return judge(linearizability, events, { options }).valid;
}

describe('of equal open calls', () => {
  /** Both writes of 1 are open when the swap needs one; only the one that returns later can be the one that is read at the end. */
  const lines = (later: string, sooner: string): Line[] => [
    [later, 'invoke', 'write', 1],
    [sooner, 'invoke', 'write', 1],
    ['x', 'invoke', 'cas', [1, 2]],
    ['x', 'ok', 'cas'],
    [sooner, 'ok', 'write'],
    ['x', 'invoke', 'read'],
    ['x', 'ok', 'read', 2],
    ['x', 'invoke', 'read'],
    ['x', 'ok', 'read', 1],
    [later, 'ok', 'write'],
  ];

  it('the one that returns first goes first, whichever began first', () => {
    expect(valid('cas-register', lines('a', 'b'))).toBe(true);
    expect(valid('cas-register', lines('b', 'a'))).toBe(true);
  });

  it('both must have gone when both have returned', () => {
    const both: Line[] = [...lines('a', 'b').slice(0, 5), ['a', 'ok', 'write'], ...lines('a', 'b').slice(5, 9)];
    expect(valid('cas-register', both)).toBe(false);
  });
});

describe('values that nobody dequeued, though later ones were', () => {
  /** Two dequeues never returned; the first had to take `v` before `x` was out, the second may have taken `w`. */
  const lines = (first: string, second: string): Line[] => [
    ...['v', 'x', 'w', 'y'].flatMap((value): Line[] => [
      ['p', 'invoke', 'enqueue', value],
      ['p', 'ok', 'enqueue'],
    ]),
    [first, 'invoke', 'dequeue'],
    ['c', 'invoke', 'dequeue'],
    ['c', 'ok', 'dequeue', 'x'],
    [second, 'invoke', 'dequeue'],
    ['c', 'invoke', 'dequeue'],
    ['c', 'ok', 'dequeue', 'y'],
  ];

  it('were taken by dequeues that never returned, each before it had to be gone', () => {
    expect(valid('queue', lines('d1', 'd2'))).toBe(true);
    expect(valid('queue', lines('d2', 'd1'))).toBe(true);
  });

  it('are lost where too few dequeues had begun in time', () => {
    const late = lines('d1', 'd2').filter((_, n) => n !== 8);
    expect(valid('queue', [...late, ['d1', 'invoke', 'dequeue']])).toBe(false);
  });
});
