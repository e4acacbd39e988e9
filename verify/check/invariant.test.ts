import { expect, it } from '@jest/globals';
import type { HistoryEvent } from '../history/event.ts';
import { judge } from '../verdict/checker.ts';
import { invariant } from './invariant.ts';

it('judges sagas and events by what somebody wrote, on whole histories only', () => {
  const history: HistoryEvent[] = [
    { index: 0, time: 0, process: 'saga', type: 'ok', f: 'begin', key: 's1', value: { plan: [] } },
    { index: 1, time: 1, process: 'saga', type: 'ok', f: 'remark' },
  ];
  const none = invariant('no-saga', 'Nothing begins.', function* (sagas, events) {
    for (const id of sagas.sagas.keys()) yield { id, what: 'began', events: events.map(({ index }) => index) };
  });
  const counts = { sagas: 1, events: 2, violations: 1 };
  const counterexample = { summary: 's1: began' };
  expect(judge(none, history)).toMatchObject({
    name: 'no-saga',
    claim: 'Nothing begins.',
    valid: false,
    counts,
    counterexample,
  });
  expect(judge(none, history, { incomplete: 'cut' })).toMatchObject({ valid: 'unknown' });
});
