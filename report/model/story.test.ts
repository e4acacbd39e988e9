import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { worthDrawing } from '../charts/story.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { laneOf, describe as textOf } from './describe.ts';
import type { Run } from './run.ts';
import { bounds, type Story, storiesOf } from './story.ts';

const run: Run = sampleRun({ count: 200, seed: 7, verdict: 'fail' });

describe('stories', () => {
  const stories = storiesOf(run);
  const first = stories[0];

  it('tell one unit from its request to its end, in order of time', () => {
    expect(first?.events.map(({ at }) => at)).toEqual(first?.events.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(new Set(first?.events.map(({ lane }) => lane))).toEqual(
      new Set(['client', 'saga', 'messages', 'effects', 'money', 'faults']),
    );
    expect(first?.events.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('accepted'),
        'payments-slow: delay (orders-payments)',
        'received from orders-payments, delivery 2',
        'version 5: ends as confirmed',
      ]),
    );
  });

  it('tell each write of a record beside what its log says', () => {
    const value = { version: 3, label: 'running', final: false, log: [], digest: '' };
    const written: HistoryEvent = { index: 0, time: 0, process: 'r', type: 'ok', f: 'version', key: 'o', value };
    expect([laneOf('version'), textOf(written, undefined)]).toEqual(['saga', 'record written: version 3, running']);
    expect(textOf({ ...written, f: 'removal', value: {} }, undefined)).toBe('record removed');
  });

  it('join a question and its answer, and mark the event that broke the promise', () => {
    const charges = first?.events.filter(({ lane }) => lane === 'money') ?? [];
    expect(charges.map(({ at, until, role }) => [(until ?? at) - at, role])).toEqual([
      [12, 'evidence'],
      [12, 'broken'],
    ]);
  });

  it('name every invariant that the offender breaks', () => {
    expect(first?.broken.map(({ invariant }) => invariant).sort()).toEqual([
      'exactly-once-effects',
      'money-conservation',
    ]);
  });

  it('are drawn up to a pause that would take most of the picture, unless what follows is named', () => {
    const event = { until: undefined, lane: 'saga', text: '', role: undefined, index: undefined } as const;
    const events: Story['events'] = [0, 10, 20, 900].map((at) => ({ ...event, at }));
    expect(worthDrawing(events)).toBe(3);
    expect(worthDrawing(events.with(3, { ...event, at: 900, role: 'broken' }))).toBe(4);
    expect(worthDrawing([])).toBe(0);
  });

  it('are bounded, and keep what the checkers name', () => {
    const [invariant] = run.verdict?.invariants.filter(({ valid }) => valid === false) ?? [];
    if (run.verdict === undefined || invariant === undefined) throw new Error('the sample has nothing broken');
    const events = run.history.map(({ index }) => index);
    const violations = Array.from({ length: 50 }, (_, index) => ({ id: `o-${index}`, what: 'all of it', events }));
    const counterexample = { summary: '', ids: violations.map(({ id }) => id), total: 50, violations };
    const crowded = storiesOf({ ...run, verdict: { ...run.verdict, invariants: [{ ...invariant, counterexample }] } });
    expect(crowded).toHaveLength(bounds.stories);
    for (const { events: kept, omitted } of crowded) {
      expect(kept.length).toBeLessThanOrEqual(bounds.events);
      expect(omitted).toBeGreaterThan(0);
    }
  });

  it('exist without a history', () => {
    expect(storiesOf({ ...run, history: [], ledger: [] })[0]).toMatchObject({ id: first?.id, events: [] });
    expect(storiesOf({ ...run, verdict: undefined })).toEqual([]);
  });
});
