import { describe, expect, it } from '@jest/globals';
import { type Duration, type Load, recoveryAfter } from './recovery.ts';

const second = 1e9;

/** One duration a second of the given lengths in seconds, from a time on. */
function every(from: number, lengths: readonly number[]): Duration[] {
  return lengths.map((length, n) => ({ start: (from + n) * second, end: (from + n + length) * second }));
}

const before = every(0, Array(15).fill(0.5) as number[]);
const firstFault = 20 * second;
const end = 30 * second;

function recovery(lengths: readonly number[], backlog: Load['backlog'] = []): number | null | string {
  const found = recoveryAfter(end, firstFault, { durations: [...before, ...every(30, lengths)], backlog });
  if ('notMeasured' in found) return found.notMeasured;
  return found.after === null ? null : found.after / second;
}

describe('recoveryAfter', () => {
  it.each<[string, readonly number[], number | null]>([
    ['nothing was slow any more', [0.5, 0.5, 0.5], 0],
    ['the last slow one began two seconds after', [2, 2, 2, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], 2],
    ['a slow one later than five seconds is no part of it', [2, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 2], 0],
    ['a slow one within five seconds is', [2, 0.5, 0.5, 2, 0.5, 0.5], 3],
  ])('%s', (_, lengths, seconds) => {
    expect(recovery(lengths)).toBe(seconds);
  });

  it('waits for the backlog too, and says when it never fell', () => {
    const sample = (seconds: number, messages: number) => ({ time: seconds * second, messages });
    expect(recovery([0.5, 0.5], [sample(5, 3), sample(31, 9), sample(33, 9), sample(34, 3), sample(50, 0)])).toBe(3);
    expect(recovery([0.5], [sample(5, 3), sample(32, 9), sample(36, 9)])).toBeNull();
  });

  it('allows one slow of twenty, as p95 does', () => {
    const many = Array.from({ length: 40 }, (_, n) => (n === 20 ? 2 : 0.5));
    const dense = many.map((length, n) => ({ start: (30 + n / 8) * second, end: (30 + n / 8 + length) * second }));
    expect(recoveryAfter(end, firstFault, { durations: [...before, ...dense], backlog: [] })).toEqual({ after: 0 });
  });

  it('says why it could not measure', () => {
    const load = { durations: every(0, [0.5, 0.5]), backlog: [] };
    expect(recoveryAfter(end, firstFault, load)).toEqual({
      notMeasured: 'no baseline: 2 sagas ended before the first fault, expected 10',
    });
    expect(recovery([])).toBe('nothing was observed after its end');
  });
});
