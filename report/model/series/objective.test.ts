import { describe, expect, it } from '@jest/globals';
import { requestHappenings } from '../../../observe/translate/requests.ts';
import type { ClientAttempt } from '../../../run/run-files.ts';
import type { HistoryEvent } from '../../../verify/history/event.ts';
import { factsOf } from '../../../verify/readings/facts.ts';
import { sampleRun } from '../../testing/sample-run.ts';
import { budgetSeries } from './budget.ts';
import { serviceOf } from './objective.ts';

const { manifest, verdict: sampled } = sampleRun({ count: 1, seed: 1, verdict: 'pass' });
const withSlo = (slo: unknown) => ({ ...manifest, experiment: { ...manifest.experiment, slo } });
const byDefault = { availability: 99, withinMs: 2000, stated: false };

function attempts(times: number, ms: number, status: number | null): ClientAttempt[] {
  const outcome = status === 202 ? 'ok' : status === 429 || status === 422 || status === 400 ? 'fail' : 'info';
  return Array.from({ length: times }, (_, request) => ({
    ...{ at: 1000, endedAt: 1000 + ms, process: 1, request, attempt: 1, key: 'k', digest: '', outcome, status },
  }));
}

describe('service level objective', () => {
  it('is what the experiment states, else the default', () => {
    const of = (told: typeof manifest | undefined) =>
      serviceOf({ manifest: told, verdict: undefined, client: attempts(1, 5, 202) })?.objective;
    expect(of(withSlo({ availability: 99.5, within: 800 }))).toEqual({
      availability: 99.5,
      withinMs: 800,
      stated: true,
    });
    for (const slo of [undefined, { availability: 100, within: 800 }, 'fast'])
      expect(of(withSlo(slo))).toEqual(byDefault);
    expect(of(undefined)).toEqual(byDefault);
  });

  it('burns its budget by what is late, failed or unanswered, and not by what clients did wrong', () => {
    const client = [
      ...attempts(190, 2000, 202),
      ...attempts(4, 2001, 202),
      ...attempts(3, 10, 503),
      ...attempts(2, 10, null),
      ...attempts(1, 10, 429),
      ...attempts(50, 10, 422),
    ];
    expect(serviceOf({ manifest, verdict: undefined, client })).toMatchObject({
      requests: 200,
      good: 190,
      late: 4,
      unanswered: 6,
      refused: 50,
      availability: 95,
      budget: 2,
      burnt: 500,
    });
  });

  it('is met at exactly its share, and unknown without requests', () => {
    const client = [...attempts(99, 5, 202), ...attempts(1, 5, null)];
    expect(serviceOf({ manifest, verdict: undefined, client })?.burnt).toBe(100);
    expect(serviceOf({ manifest, verdict: undefined, client: attempts(3, 5, 400) })).toBeUndefined();
  });

  it('is read from the verdict where that has it, and agrees with what is counted', () => {
    const client = [
      ...attempts(95, 2000, 202),
      ...attempts(3, 2001, 202),
      ...attempts(1, 9, 408),
      ...attempts(1, 9, 503),
    ];
    client.push({ ...(client[0] as ClientAttempt), status: 200, outcome: 'info' });
    const events = requestHappenings(client).map(({ at, ...event }, index) => ({ ...event, index, time: at * 1e6 }));
    const { facts } = factsOf(events as HistoryEvent[], 0);
    const judged = serviceOf({ manifest, client: [], verdict: { ...sampled, facts } });
    const counted = serviceOf({ manifest, client, verdict: undefined });
    expect(judged).toMatchObject({ source: 'verdict.json', requests: 101, good: 95, late: 3, unanswered: 3 });
    expect({ ...judged, source: '' }).toEqual({ ...counted, source: '' });
  });

  it('burns over time, by when a request ended', () => {
    const client = [...attempts(98, 100, 202), ...attempts(1, 1500, 500), ...attempts(1, 2500, 202)];
    const service = serviceOf({ manifest, verdict: undefined, client });
    if (service === undefined) throw new Error('there are requests');
    const span = { from: 1000, to: 5000, bucketMs: 1000, buckets: 4 };
    expect(budgetSeries(span, client, service)[0]?.values).toEqual([0, 100, 200, 200]);
  });
});
