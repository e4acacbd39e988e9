import { describe, expect, it } from '@jest/globals';
import { waitForQuiet } from './quiet.ts';

type Moving = readonly string[];
const busy: Moving = ['no-message-waits: expected 0, got 2', 'none-open: expected 0, got 1'];
const waiting: Moving = ['none-open: expected 0, got 1'];
const still: Moving = [];

describe('waiting for quiet', () => {
  it('needs several still looks in a row, and tells when the first of them was', async () => {
    const { quiet, reports } = wait([busy, still, waiting, still, still, still, busy]);
    expect(await quiet).toEqual({ reached: true, at: 300, last: still });
    expect(reports).toEqual([busy, still, waiting, still, still, still]);
  });

  it('gives up at the deadline and tells what still moved', async () => {
    expect(await wait([], waiting).quiet).toEqual({ reached: false, at: 1_000, last: waiting });
  });

  it('ends with the reason of an abort', async () => {
    await expect(wait([], busy, AbortSignal.abort(new Error('enough'))).quiet).rejects.toThrow('enough');
  });
});

function wait(looks: Moving[], afterwards = still, signal = new AbortController().signal) {
  let now = 0;
  const reports: Moving[] = [];
  const quiet = waitForQuiet({
    look: async () => looks.shift() ?? afterwards,
    time: {
      now: () => now,
      pause: async (ms) => {
        now += ms;
      },
    },
    withinMs: 1_000,
    everyMs: 100,
    looks: 3,
    report: (moving) => reports.push(moving),
    signal,
  });
  return { quiet, reports };
}
