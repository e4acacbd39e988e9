import { describe, expect, it } from '@jest/globals';
import type { Run } from '../../report/model/run.ts';
import { faultWindows } from '../../report/model/windows.ts';
import { sampleRun } from '../../report/testing/sample-run.ts';
import type { JournalStep } from '../../run/run-files.ts';
import { journalUnderWay } from '../testing/run-under-way.ts';
import { switchesOf } from './switches.ts';

const start = 1_000_000;
const sample = sampleRun({ count: 3, seed: 1, verdict: 'pass' });
const step = (name: string) => ({
  ...{ type: 'action', name },
  provider: { type: 'fault', fault: 'delay', percentage: 30, target: { function: 'f' }, parameters: { delayMs: 5 } },
});
const load = { type: 'action', name: 'users', provider: { type: 'load', operations: 1, rate: 1 } };
const method = [load, ...['slow', 'late', 'never'].map(step)];
const line = (name: string, status: JournalStep['status'], detail: Record<string, unknown>): JournalStep => ({
  ...{ at: start + 50_000, step: name, status, detail },
});

function stand(more: readonly JournalStep[] = [], isMethod = true) {
  const manifest = { ...sample.manifest, experiment: { ...sample.manifest.experiment, method } };
  const ledger = ['slow', 'slow', 'slow-by-hand-1', 'late'].map((rule) => ({ ...sample.ledger[0], rule }));
  const run = { ...sample, verdict: undefined, manifest, ledger, journal: [...journalUnderWay(start), ...more] } as Run;
  return switchesOf(run, faultWindows(run), { isMethod });
}

describe('the faults of an experiment as switches', () => {
  it('stand as their windows do', () => {
    const [slow, late, never, ...others] = stand();
    expect(others).toEqual([]);
    expect(slow).toMatchObject({ state: 'over', since: start + 40_000, can: 'inject', rule: undefined, fired: 2 });
    expect(late).toMatchObject({
      state: 'on',
      since: start + 45_000,
      until: start + 65_000,
      can: 'withdraw',
      rule: 'late',
    });
    expect(never).toMatchObject({ state: 'to come', since: undefined, can: undefined, fired: 0 });
    expect(slow?.terms).toBe('30 %, function f, delayMs 5');
  });

  it('can be asked for nothing outside the method', () => {
    expect(stand([], false).map(({ can }) => can)).toEqual([undefined, undefined, undefined]);
  });

  it('are on again by hand, under the id of that', () => {
    const rule = { fault: 'delay', expiresAt: start + 70_000 };
    const [slow] = stand([line('fault:slow-by-hand-1', 'started', { rule, of: 'slow' })]);
    expect(slow).toMatchObject({
      state: 'on',
      rule: 'slow-by-hand-1',
      can: 'withdraw',
      until: start + 70_000,
      fired: 3,
    });
  });

  it('end later where they were extended', () => {
    const [, late] = stand([line('extend:late', 'started', { expiresAt: start + 95_000, because: 'x' })]);
    expect(late?.until).toBe(start + 95_000);
  });

  it('say what was asked and is not done, and what was refused', () => {
    const ask = { ask: 'inject', fault: 'slow' };
    expect(stand([line('asked', 'started', ask)])[0]).toMatchObject({ isAsked: true, refused: undefined });
    const refused = stand([line('asked', 'started', ask), line('asked', 'deviated', { ...ask, error: 'no' })]);
    expect(refused[0]).toMatchObject({ isAsked: false, refused: 'no' });
    expect(refused[1]).toMatchObject({ isAsked: false, refused: undefined });
  });
});
