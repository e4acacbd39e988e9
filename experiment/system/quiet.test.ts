import { describe, expect, it } from '@jest/globals';
import { type Unrest, waitForQuiet } from './quiet.ts';

const busy: Unrest = { messages: 2, openSagas: 1 };
const waiting: Unrest = { messages: 0, openSagas: 1 };
const still: Unrest = { messages: 0, openSagas: 0 };

describe('waiting for quiet', () => {
  it('needs several still looks in a row, and tells when the first of them was', async () => {
    const { quiet, reports } = wait([busy, still, waiting, still, still, still, busy]);
    expect(await quiet).toEqual({ reached: true, at: 300, last: still });
    expect(reports).toHaveLength(6);
  });

  it('gives up at the deadline and tells what still moved', async () => {
    expect(await wait([], waiting).quiet).toEqual({ reached: false, at: 1_000, last: waiting });
  });

  it('ends with the reason of an abort', async () => {
    await expect(wait([], busy, AbortSignal.abort(new Error('enough'))).quiet).rejects.toThrow('enough');
  });
});

function wait(looks: Unrest[], afterwards: Unrest = still, signal = new AbortController().signal) {
  let now = 0;
  const reports: Unrest[] = [];
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
    report: (unrest) => reports.push(unrest),
    signal,
  });
  return { quiet, reports };
}
