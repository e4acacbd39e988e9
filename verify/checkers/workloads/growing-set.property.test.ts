import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge } from '../../verdict/checker.ts';
import { growingSet } from './growing-set.ts';
import { smallHistories } from './testing/small-workloads.ts';
import { type Done, historyOf } from './testing/workload.ts';

const listIn = ({ output }: Done): unknown[] => output as unknown[];

/** For how long each value was there and was missed by some, in milliseconds, where the last read found it. */
function timesOf(done: readonly Done[]): number[] {
  const reads = done.filter(({ f, type }) => f === 'read' && type === 'ok').toSorted((a, b) => a.began - b.began);
  const adds = done.filter(({ f, type }) => f === 'add' && type !== 'fail');
  return [...new Set(adds.map(({ input }) => input))]
    .filter((value) => reads.length > 0 && listIn(reads.at(-1) as Done).includes(value))
    .map((value) => {
      const found = reads.filter((read) => listIn(read).includes(value));
      const ends = [...adds.filter(({ input, type }) => input === value && type === 'ok'), ...found];
      const known = Math.min(...ends.map(({ ended }) => ended));
      const missed = reads.filter((read) => !found.includes(read)).map(({ began }) => began - known);
      return Math.max(0, ...missed);
    });
}

/** The least of them that more than a share of them do not exceed. */
function percentile(times: readonly number[], share: number): number {
  const fits = (time: number): boolean => times.filter((each) => each <= time).length > share * times.length;
  return Math.min(...times.filter(fits));
}

/** A set of many values, each of which is found so many milliseconds later, beside one that a read finds twice. */
function late(times: readonly number[]): Done[] {
  const about = { process: 'p', type: 'ok' as const };
  const add = (value: number, at: number): Done => ({ ...about, f: 'add', input: value, began: at, ended: at + 0.25 });
  const read = (at: number, output: unknown): Done => ({ ...about, f: 'read', output, began: at, ended: at + 0.5 });
  const last = Math.max(...times) + 2;
  const adds = times.map((_, n) => ({ ...add(n, -1), process: `w${n}` }));
  const reads = times.map((time, n) => {
    return {
      ...read(
        time - 0.75,
        times.flatMap((other, m) => (other < time ? [m] : [])),
      ),
      process: `r${n}`,
    };
  });
  return [
    ...adds,
    ...reads,
    read(
      last,
      times.map((__, n) => n),
    ),
  ];
}

describe('the time in which what is added to a set becomes stable', () => {
  const counted = (done: readonly Done[]) => {
    const history = historyOf(done).map((event) => ({ ...event, time: event.time * 1e6 }));
    const { counts } = judge(growingSet, history, { allowEmpty: true });
    const { stable, stableMsP50, stableMsP99, stableMsMax } = counts;
    return { stable, stableMsP50, stableMsP99, stableMsMax };
  };
  const expected = (times: readonly number[]) => ({
    stable: times.length,
    stableMsP50: times.length === 0 ? 0 : Math.round(percentile(times, 0.5)),
    stableMsP99: times.length === 0 ? 0 : Math.round(percentile(times, 0.99)),
    stableMsMax: Math.round(Math.max(0, ...times)),
  });

  it('is from when a value is known to be there to the last read that misses it', () => {
    fc.assert(
      fc.property(smallHistories('growing-set', 9), (done) => {
        expect(counted(done)).toEqual(expected(timesOf(done)));
      }),
      { numRuns: 300 },
    );
  });

  it('is told of many by its median, its 99th percentile and the greatest', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 150 }), (times) => {
        const done = late(times);
        expect(timesOf(done)).toEqual(times);
        expect(counted(done)).toEqual(expected(times));
      }),
      { numRuns: 50 },
    );
  });
});
