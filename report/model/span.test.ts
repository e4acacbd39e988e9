import { describe, expect, it } from '@jest/globals';
import type { Run } from './run.ts';
import { bucketOf, spanOf } from './span.ts';

const nothing: Run = {
  ...{ dir: '', files: [], manifest: undefined, verdict: undefined, audit: undefined, sweep: undefined, refusals: [] },
  ...{ client: [], journal: [], ledger: [], metrics: [], queues: [], history: [], origin: 0 },
};
const window = (startedAt: number, endedAt: number | undefined) => ({ startedAt, endedAt });

describe('span', () => {
  it('holds everything that happened, in buckets of a round width', () => {
    const span = spanOf(nothing, [window(5000, 65_000)]);
    expect(span).toEqual({ from: 5000, to: 70_000, bucketMs: 5000, buckets: 13 });
    expect([5000, 9999, 65_000, 69_999, 70_000, 4999].map((at) => span && bucketOf(span, at))).toEqual([
      0,
      0,
      12,
      12,
      undefined,
      undefined,
    ]);
  });

  it('falls back to the samples, and is absent where a run knows no time', () => {
    expect(spanOf({ ...nothing, metrics: [{ at: 100, queues: {} }] }, [])).toMatchObject({ from: 100, buckets: 1 });
    expect(spanOf(nothing, [])).toBeUndefined();
  });

  it('copes with a run of days', () => {
    expect(spanOf(nothing, [window(0, 4e9)])?.buckets).toBeLessThanOrEqual(16);
  });
});
