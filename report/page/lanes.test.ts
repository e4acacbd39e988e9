import { describe, expect, it } from '@jest/globals';
import type { FaultWindow } from '../model/windows.ts';
import { lanesOf } from './lanes.ts';

const span = { from: 0, to: 100_000, bucketMs: 1000, buckets: 100 };
const windowOf = (rule: string, startedAt: number, endedAt: number | undefined, fired: number): FaultWindow => ({
  ...{ rule, fault: 'delay', startedAt, endedAt, terms: undefined, drainedAfterMs: undefined },
  fact: { rule, fault: 'delay', fired, keys: fired },
});
const labels = (windows: readonly FaultWindow[]) =>
  lanesOf({ client: [] }, { brokenAt: [] }, windows, span).map(({ label }) => label);

describe('lanes of the overview', () => {
  it('are one a fault where they are few', () => {
    expect(labels([windowOf('one', 0, 10, 3), windowOf('two', 0, 10, 0)])).toEqual([
      'Fault one, fired 3×',
      'Fault two, fired 0×',
    ]);
  });

  it('join many faults that come and go together, and keep apart what never fired, never ended or came later', () => {
    const together = ['a', 'b', 'c', 'd', 'e'].map((rule, n) => windowOf(rule, 10_000 + n, 40_000 + n * 500, 2));
    const others = [
      windowOf('quiet', 10_000, 40_000, 0),
      windowOf('late', 60_000, 80_000, 4),
      windowOf('open', 10_000, undefined, 1),
    ];
    expect(labels([...together, ...others])).toEqual([
      '5 faults, fired 10×',
      'Fault quiet, fired 0×',
      'Fault late, fired 4×',
      'Fault open, fired 1×, never ended',
    ]);
  });
});
