import { describe, expect, it } from '@jest/globals';
import type { HistoryEvent } from '../../../verify/history/event.ts';
import { unitsOf } from '../../../verify/readings/units.ts';
import { sampleRun } from '../../testing/sample-run.ts';
import { orderSystem, rateLimiter } from '../../testing/sample-systems.ts';
import { unitsIn } from './units.ts';

const origin = 1_000_000;

/** Requests under these keys, one attempt after the other, an answer each, or none. */
function requests(...attempts: readonly (readonly [key: string, answer?: 'ok' | 'fail' | 'info'])[]): HistoryEvent[] {
  const told = attempts.flatMap(([key, answer], process) => {
    const asked = { process, type: 'invoke', f: 'request', key, value: { digest: key } } as const;
    if (answer === undefined) return [asked];
    return [asked, { ...asked, type: answer, ...(answer === 'ok' ? { value: {} } : { error: answer }) }];
  });
  return told.map((event, index) => ({ ...event, index, time: index * 1e6 }));
}

const histories: Readonly<Record<string, readonly HistoryEvent[]>> = {
  sagas: sampleRun({ count: 100, seed: 7, verdict: 'fail', system: orderSystem }).history,
  requests: sampleRun({ count: 100, seed: 7, verdict: 'fail', system: rateLimiter }).history,
  'requests that are tried again': requests(
    ...([
      ['a', 'fail'],
      ['a', 'info'],
      ['a', 'ok'],
      ['a', 'ok'],
      ['b', 'ok'],
      ['b', 'fail'],
    ] as const),
    ...([['c', 'fail'], ['c', 'fail'], ['d', 'info'], ['d'], ['e']] as const),
  ),
};

describe('the units of a run', () => {
  it.each(Object.entries(histories))('are those of the judge: %s', (_, history) => {
    const { lives } = unitsIn({ history, origin });
    expect(lives.size).toBeGreaterThan(4);
    const judged = unitsOf(history).map(({ start, end, label }) => ({
      begunAt: origin + start / 1e6,
      endedAt: Number.isFinite(end) ? origin + end / 1e6 : undefined,
      label,
    }));
    expect([...lives.values()].map(({ begunAt, endedAt, label }) => ({ begunAt, endedAt, label }))).toEqual(judged);
  });

  it('are found by their own ids and by the keys of their requests', () => {
    const { ofKey, areSagas } = unitsIn({ history: histories.sagas ?? [], origin });
    expect([areSagas, ofKey.get('key-3'), ofKey.get('ord-00003')]).toEqual([true, 'ord-00003', 'ord-00003']);
    const decided = unitsIn({ history: histories.requests ?? [], origin });
    expect([decided.areSagas, decided.ofKey.get('key-3')]).toEqual([false, 'key-3']);
  });
});
