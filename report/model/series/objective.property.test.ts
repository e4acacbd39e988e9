import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { requestHappenings } from '../../../observe/translate/requests.ts';
import type { ClientAttempt } from '../../../run/run-files.ts';
import type { HistoryEvent } from '../../../verify/history/event.ts';
import { factsOf } from '../../../verify/readings/facts.ts';
import { assertEverySide } from '../../../verify/testing/every-side.ts';
import { sampleRun } from '../../testing/sample-run.ts';
import { kindOf, serviceOf } from './objective.ts';

const { manifest, verdict } = sampleRun({ count: 1, seed: 1, verdict: 'pass' });
if (verdict === undefined) throw new Error('the sample run was judged');

const outcomes = { 200: 'ok', 202: 'ok', 400: 'fail', 422: 'fail', 429: 'fail', 500: 'info', 503: 'info' } as const;

/** One attempt, whatever its answer says: a body may hold any number, and an answer without a body none. */
const attempts: fc.Arbitrary<ClientAttempt> = fc
  .record({
    status: fc.constantFrom(200, 202, 400, 422, 429, 500, 503, null),
    takes: fc.integer({ min: 1, max: 4_000 }),
    error: fc.constantFrom(undefined, 'slow down', '{"orderId":"a-429-b"}', '429 Too Many Requests'),
    key: fc.constantFrom('a', 'b', 'c'),
  })
  .map(({ status, takes, error, key }) => ({
    ...{ at: 1_000, endedAt: 1_000 + takes, process: 'user', request: 1, attempt: 1, key, digest: key, status },
    outcome: status === null ? 'info' : outcomes[status as keyof typeof outcomes],
    ...(error !== undefined && { error }),
  }));

describe('the service of a run', () => {
  it('is the same from its history and from what its clients kept', () => {
    const least = { good: 50, late: 50, unanswered: 50, refused: 50 };
    assertEverySide(fc.array(attempts, { maxLength: 12 }), least, 500, (made, see) => {
      const client = made.map((attempt, n) => ({ ...attempt, process: `user-${n}` }));
      const told = requestHappenings(client).sort((a, b) => a.at - b.at);
      const events = told.map(({ at, ...event }, index) => ({ ...event, index, time: at * 1e6 }) as HistoryEvent);
      const { facts } = factsOf(events, 0);
      const judged = serviceOf({ manifest, client: [], verdict: { ...verdict, facts } });
      const counted = serviceOf({ manifest, client, verdict: undefined });
      expect(judged && { ...judged, source: '' }).toEqual(counted && { ...counted, source: '' });
      for (const attempt of client) if (counted !== undefined) see(kindOf(attempt, counted.objective));
    });
  });
});
