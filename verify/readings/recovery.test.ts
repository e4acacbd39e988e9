import { describe, expect, it } from '@jest/globals';
import { type Duration, type Load, recoveriesOf } from './recovery.ts';

const second = 1e9;

/** One duration a second of the given lengths in seconds, from a time on. */
function every(from: number, lengths: readonly number[]): Duration[] {
  return lengths.map((length, n) => ({ start: (from + n) * second, end: (from + n + length) * second }));
}

const before = every(0, Array(15).fill(0.5) as number[]);
const firstFault = 20 * second;
const end = 30 * second;

const nothing: Load = { durations: [], answers: [], backlog: [] };
const fault = { windows: [{ start: firstFault, end }] };

function measured(load: Partial<Load>) {
  const [found] = recoveriesOf([fault], { durations: before, answers: [], backlog: [], ...load });
  return found;
}

function recovery(lengths: readonly number[], rest: Partial<Load> = {}): number | null | string | undefined {
  const found = measured({ durations: [...before, ...every(30, lengths)], ...rest });
  if (found === undefined || 'notMeasured' in found) return found?.notMeasured;
  return found.after === null ? null : found.after / second;
}

describe('recoveriesOf', () => {
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
    const drained = [sample(5, 3), sample(31, 9), sample(33, 9), sample(34, 3), sample(50, 0)];
    expect(recovery([0.5, 0.5], { backlog: drained })).toBe(3);
    expect(recovery([0.5], { backlog: [sample(5, 3), sample(32, 9), sample(36, 9)] })).toBeNull();
  });

  it('allows one slow of twenty, as p95 does', () => {
    const many = Array.from({ length: 40 }, (_, n) => (n === 20 ? 2 : 0.5));
    const dense = many.map((length, n) => ({ start: (30 + n / 8) * second, end: (30 + n / 8 + length) * second }));
    expect(measured({ durations: [...before, ...dense] })).toMatchObject({ after: 0 });
  });

  it('is over as soon as enough that is quick follows: one slow and five quick, then forty quick', () => {
    const at = (seconds: number, length: number) => ({ start: seconds * second, end: (seconds + length) * second });
    const few = [at(34, 2), ...every(31, [0.5, 0.5, 0.5, 0.5, 0.5])];
    const many = Array.from({ length: 40 }, (_, n) => at(36 + n / 100, 0.5));
    // From 1.14 s on, when the fifteenth of the forty is among the five seconds: with the slow one, twenty.
    expect(measured({ durations: [...before, ...few, ...many] })).toMatchObject({ after: 1.14 * second });
  });

  it('says why it could not measure', () => {
    expect(measured({ durations: every(0, [0.5, 0.5]) })).toEqual({
      notMeasured: 'no baseline: 2 sagas ended before the first fault, expected 10',
    });
    expect(recovery([])).toBe('nothing was observed after its end');
    expect(
      recoveriesOf([{ windows: [{ start: 1, end: Number.POSITIVE_INFINITY }] }, { windows: [] }], nothing),
    ).toEqual([{ notMeasured: 'it never ended' }, { notMeasured: 'it never began' }]);
  });

  it('measures from the first sign: bad answers, slow ones, a backlog', () => {
    const durations = [...before, ...every(30, [0.5, 0.5, 0.5])];
    const answers = [
      { time: 23 * second, bad: true },
      ...[31, 32].map((time) => ({ time: time * second, bad: false })),
    ];
    expect(measured({ durations, answers })).toEqual({ detected: 3 * second, after: 0, repair: 7 * second });
    const slow = [...durations, { start: 21 * second, end: 29 * second }];
    expect(measured({ durations: slow })).toMatchObject({ detected: 1.5 * second });
    expect(measured({ durations })).toEqual({ detected: null, after: 0, repair: null });
  });

  it('waits until answers are no worse than before', () => {
    const answers = Array.from({ length: 10 }, (_, n) => ({ time: (31 + n) * second, bad: n < 3 }));
    expect(recovery([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], { answers })).toBe(3);
  });
});
