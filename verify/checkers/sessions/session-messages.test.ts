import { describe, expect, it } from '@jest/globals';
import { type HistoryEvent, nemesis } from '../../history/event.ts';
import { judge } from '../../verdict/checker.ts';
import { eventualConvergence } from './eventual-convergence.ts';
import { sequentialConsistency } from './sequential-consistency.ts';

type Told = Pick<HistoryEvent, 'process' | 'type' | 'f'> & Partial<HistoryEvent>;

const historyOf = (...told: readonly Told[]): HistoryEvent[] =>
  told.map((each, index) => ({ index, time: index, ...each }));
const write = (process: string, type: HistoryEvent['type'], key?: string, value?: number): Told => {
  return { process, type, f: 'write', ...(key !== undefined && { key }), ...(value !== undefined && { value }) };
};
const read = (process: string, value: number, key = 'k'): Told => ({ process, type: 'ok', f: 'read', key, value });

describe('versions that nobody wrote', () => {
  const whatOf = (...told: readonly Told[]) =>
    judge(sequentialConsistency, historyOf(...told)).counterexample?.violations.map(({ what }) => what);
  const unwritten = (version: number, left = '') => `version ${version} was read and never written${left}`;

  it('are told as they are where no write is unanswered', () => {
    expect(whatOf(read('a', 5))).toEqual([unwritten(5)]);
  });

  it('are told with the writes that are too few for them, whichever end of a write names its key', () => {
    const left = ', and only 1 writes are unanswered for 2 such versions';
    const twice = [read('a', 5), read('b', 6)];
    expect(whatOf(write('w', 'invoke', 'k'), ...twice)).toEqual([unwritten(5, left), unwritten(6, left)]);
    expect(whatOf(write('w', 'invoke', 'k'), write('w', 'info'), ...twice)).toHaveLength(2);
    expect(whatOf(write('w', 'invoke', 'k'), write('w', 'info'), read('a', 5))).toBeUndefined();
    expect(whatOf(write('w', 'invoke', 'other'), write('w', 'info', 'other'), read('a', 5))).toEqual([unwritten(5)]);
  });

  it('are not what was written twice', () => {
    const both = [write('a', 'ok', 'k', 1), write('b', 'ok', 'k', 1)];
    expect(whatOf(...both)).toEqual(['version 1 was written twice']);
  });
});

describe('convergence', () => {
  const judged = (...told: readonly Told[]) => judge(eventualConvergence, historyOf(...told));

  it('looks at reads and writes of clients only', () => {
    const told: Told[] = [
      write('a', 'ok', 'k', 1),
      { process: nemesis, type: 'info', f: 'write', key: 'k', value: 7 },
      { process: 'a', type: 'invoke', f: 'audit', key: 'k' },
      { process: 'b', type: 'ok', f: 'audit', key: 'k', value: 9 },
      read('b', 1),
      read('c', 1),
    ];
    expect(judged(...told)).toMatchObject({ valid: true, counts: { keys: 1, reads: 2 } });
  });

  it('takes a write that nobody heard of again as one under way until the end', () => {
    const told = [write('a', 'ok', 'k', 1), write('w', 'invoke', 'k', 2), read('b', 1), read('c', 2)];
    expect(judged(...told).valid).toBe('unknown');
  });
});
