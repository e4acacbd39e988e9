import { describe, expect, it } from '@jest/globals';
import { sampleRun, sampleWindow } from './sample-run.ts';
import { faultWindows } from './windows.ts';

const sample = sampleRun({ orders: 20, seed: 1, verdict: 'pass' });
const step = (at: number, name: string, status: 'started' | 'completed' | 'aborted') => ({ at, step: name, status });

describe('fault windows', () => {
  it('come from the verdict, once each', () => {
    expect(faultWindows(sample)).toMatchObject([
      {
        rule: 'payments-slow',
        startedAt: sampleWindow.from,
        endedAt: sampleWindow.to,
        fact: { recoveredAfterMs: 6400 },
      },
    ]);
  });

  it('come from the journal where the run was not judged', () => {
    const journal = [
      step(10, 'load', 'started'),
      step(20, 'fault:slow', 'started'),
      step(30, 'fault:cut', 'started'),
      step(40, 'fault:slow', 'aborted'),
      step(50, 'fault:slow', 'started'),
      step(60, 'fault:never-opened', 'completed'),
    ];
    expect(
      faultWindows({ verdict: undefined, journal, ledger: [] }).map(({ rule, startedAt, endedAt }) => [
        rule,
        startedAt,
        endedAt,
      ]),
    ).toEqual([
      ['slow', 20, 40],
      ['cut', 30, undefined],
      ['slow', 50, undefined],
    ]);
  });
});
