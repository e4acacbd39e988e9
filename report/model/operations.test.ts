import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { operationsChart, shortName } from '../charts/operations.ts';
import type { SampleOptions } from '../testing/sample-options.ts';
import { sampleRun, sampleStart } from '../testing/sample-run.ts';
import { excerptOf, mostOperations } from './operations.ts';
import type { Run } from './run.ts';
import { offendersOf } from './units/offenders.ts';
import { faultWindows } from './windows.ts';

const run = (options: Partial<SampleOptions> = {}): Run =>
  sampleRun({ count: 200, seed: 7, verdict: 'fail', ...options });
const excerptFrom = (of: Run) => excerptOf(of, offendersOf(of));

function history(...events: readonly Partial<HistoryEvent>[]): readonly HistoryEvent[] {
  return events.map((event, index) => ({
    index,
    time: index * 1e6,
    process: 'a',
    type: 'invoke',
    f: 'write',
    ...event,
  }));
}

describe('operations by process', () => {
  it('lie around the first that is part of a violation', () => {
    const excerpt = excerptFrom(run());
    expect(excerpt).toMatchObject({ around: 'first violation', total: run().client.length });
    expect(excerpt?.operations).toHaveLength(mostOperations);
    const first = excerpt?.operations.findIndex(({ broken }) => broken);
    expect(first).toBe(Math.floor(mostOperations / 3));
    expect(excerpt?.operations[first ?? -1]?.key).toBe('key-85');
  });

  it('are the first ones where nothing is broken', () => {
    const excerpt = excerptFrom(run({ verdict: 'pass' }));
    expect(excerpt?.around).toBe('beginning');
    expect(excerpt?.operations[0]?.key).toBe('key-0');
    expect(excerpt?.operations.some(({ broken }) => broken)).toBe(false);
  });

  it('join calls and answers process by process, and know nothing of what was never answered', () => {
    const excerpt = excerptFrom({
      ...run({ verdict: 'pass' }),
      history: history(
        { process: 1 },
        { process: 2 },
        { process: 2, type: 'fail', error: 'taken' },
        { process: 'nemesis', f: 'fault' },
        { process: 1, type: 'ok' },
        { process: 3 },
      ),
    });
    expect(
      excerpt?.operations.map(({ process, type, startedAt, endedAt, error }) => [
        ...[process, type, startedAt - sampleStart, endedAt && endedAt - sampleStart, error],
      ]),
    ).toEqual([
      ['1', 'ok', 0, 4, undefined],
      ['2', 'fail', 1, 2, 'taken'],
      ['3', 'info', 5, undefined, undefined],
    ]);
    expect(excerptFrom({ ...run(), history: [] })).toBeUndefined();
  });

  it('are drawn as bars, framed where broken, with hostile keys as text', () => {
    const hostile = run({ hostile: '<img>' });
    const excerpt = excerptFrom({
      ...hostile,
      history: hostile.history.map((event) => (event.f === 'request' ? { ...event, key: `<b>${event.key}` } : event)),
    });
    if (excerpt === undefined) throw new Error('the sample has operations');
    const { text } = operationsChart(excerpt, faultWindows(hostile), sampleStart);
    expect(text.match(/<rect [^>]*fill="var\(--line-1\)"|<g fill="var\(--line-1\)"/g)?.length).toBeGreaterThan(0);
    expect(text).toContain('stroke="var(--bad)"');
    expect(text).not.toMatch(/<b>|<img>/);
  });

  it('name a lane by what tells it from the others', () => {
    expect(['client:17b4adda-e8d7-4038-ab7d-cb00733715f3/repeat', 'vu-3-1', 'p'].map(shortName)).toEqual([
      '17b4adda/repeat',
      'vu-3-1',
      'p',
    ]);
  });
});
