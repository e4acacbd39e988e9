import { describe, expect, it } from '@jest/globals';
import { sampleRun, sampleWindow } from '../testing/sample-run.ts';
import { faultWindows } from './windows.ts';

const sample = sampleRun({ count: 20, seed: 1, verdict: 'pass' });
const found = { at: 90, visible: 0, inFlight: 0, delayed: 0 };
const queues = [
  { ...found, name: 'work', deadLetter: false },
  { ...found, name: 'graveyard', deadLetter: true },
];
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
      faultWindows({ verdict: undefined, journal, ledger: [], metrics: [], queues }).map(
        ({ rule, startedAt, endedAt }) => [rule, startedAt, endedAt],
      ),
    ).toEqual([
      ['slow', 20, 40],
      ['cut', 30, undefined],
      ['slow', 50, undefined],
    ]);
  });

  it('tell what the rule asked for, and how long the queues took to empty', () => {
    const rule = { id: 'slow', percentage: 30, target: { function: 'payments' }, parameters: { delayMs: 300 } };
    const journal = [{ ...step(20, 'fault:slow', 'started'), detail: { rule } }, step(40, 'fault:slow', 'completed')];
    const sample = (at: number, visible: number) => ({
      at,
      queues: { work: { visible, inFlight: 0, delayed: 0 }, graveyard: { visible: 2, inFlight: 0, delayed: 0 } },
    });
    const metrics = [sample(30, 0), sample(50, 3), sample(65, 0)];
    expect(faultWindows({ verdict: undefined, journal, ledger: [], metrics, queues })).toMatchObject([
      { terms: '30 %, function payments, delayMs 300', drainedAfterMs: 25 },
    ]);
    expect(
      faultWindows({ verdict: undefined, journal, ledger: [], queues, metrics: metrics.slice(0, 2) }),
    ).toMatchObject([{ drainedAfterMs: null }]);
    const without = metrics.map(({ at }) => ({ at, queues: {} }));
    expect(faultWindows({ verdict: undefined, journal, ledger: [], queues, metrics: without })).toMatchObject([
      { drainedAfterMs: undefined },
    ]);
  });
});
