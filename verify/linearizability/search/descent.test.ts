import { describe, expect, it } from '@jest/globals';
import type { EventType, HistoryEvent } from '../../history/event.ts';
import type { Partition } from '../calls/partition.ts';
import { partitionsOf } from '../calls/partitions-of.ts';
import { modelOf } from '../testing/live-object.ts';
import { Descent } from './descent.ts';

const queue = modelOf('queue');

type Line = readonly [process: string, type: EventType, f: string, value?: unknown];

/**
 * Of two values that are enqueued at once, what a dequeue of `first` finds in the end must have gone first. It is open all the
 * time and fits nowhere else, so that each of `between` enqueues is a choice that must be taken back, in vain, before that
 * of the first two is.
 */
function decidedByTheFirst(first: 'a' | 'b', between: number): Partition {
  const whole = (process: string, f: string, value: unknown): Line[] => [
    [process, 'invoke', f, value],
    [process, 'ok', f, value],
  ];
  const lines: Line[] = [
    ['p', 'invoke', 'enqueue', 'a'],
    ['q', 'invoke', 'enqueue', 'b'],
    ['p', 'ok', 'enqueue', 'a'],
    ['q', 'ok', 'enqueue', 'b'],
    ['r', 'invoke', 'dequeue'],
    ...Array.from({ length: between }, (_, n) => whole('p', 'enqueue', n)).flat(),
    ['r', 'ok', 'dequeue', first],
  ];
  const events = lines.map(
    ([process, type, f, value], index): HistoryEvent => ({ index, time: index, process, type, f, value }),
  );
  return partitionsOf(events, queue)[0] as Partition;
}

describe('the descent takes choices back', () => {
  const run = (first: 'a' | 'b', between: number) => new Descent(queue).run(decidedByTheFirst(first, between));

  it('and calls nothing impossible whose first choice it no longer knows', () => {
    for (let between = 0; between < 200; between += 1) {
      expect([between, run('b', between)]).toEqual([between, between < 64 ? 'linearizable' : 'undecided']);
    }
  });

  it('only where it went wrong', () => {
    for (const between of [0, 64, 199]) expect(run('a', between)).toBe('linearizable');
  });
});
