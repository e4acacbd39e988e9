import { describe, expect, it } from '@jest/globals';
import type { Injection } from '../../../run/run-files.ts';
import type { HistoryEvent } from '../../../verify/history/event.ts';
import { sampleRun } from '../../testing/sample-run.ts';
import { fatesIn } from './fates.ts';
import { unitsIn } from './units.ts';

const ids = ['calm', 'again', 'dead', 'open', 'undone', 'refused', 'broken'];

/** Sagas of some milliseconds each, told in milliseconds. */
function history(): HistoryEvent[] {
  const events: Omit<HistoryEvent, 'index'>[] = [];
  const tell = (ms: number, f: string, key: string, value: object, rest: Partial<HistoryEvent> = {}) =>
    events.push({ time: ms * 1e6, process: 'p', type: 'ok', f, key, value, ...rest });
  for (const id of ids) {
    const expected = id === 'refused' ? 'card-declined' : 'confirmed';
    tell(0, 'request', `key-${id}`, { expected }, { type: 'invoke' });
    tell(1, 'request', `key-${id}`, { saga: id });
    tell(1, 'begin', id, {});
    tell(2, 'receive', `m-${id}`, { receipt: '1' }, { correlation: { saga: id } });
    if (id === 'again') tell(9, 'receive', `m-${id}`, { receipt: '2' }, { correlation: { saga: id } });
    if (id === 'dead') tell(20, 'dead-letter', `m-${id}`, { saga: id });
    if (id === 'open') continue;
    const cancelled = id === 'undone' || id === 'refused';
    const end = cancelled
      ? { label: 'cancelled', outcome: 'compensated', reason: id === 'refused' ? 'card-declined' : 'gave-up' }
      : { label: 'confirmed', outcome: 'committed' };
    tell(10, 'end', id, end);
  }
  tell(11, 'request', 'key-calm', { expected: 'confirmed' }, { type: 'invoke' });
  return events.sort((a, b) => a.time - b.time).map((event, index) => ({ index, ...event }));
}

/** The same in the words of a system that knows requests and messages, and no sagas. */
function requestsAlone(): HistoryEvent[] {
  const keyed = (id: unknown) => `key-${id}`;
  return history()
    .filter(({ f }) => f !== 'begin' && f !== 'end')
    .filter(({ key, type }) => key !== 'key-open' || type === 'invoke')
    .map((event): HistoryEvent => {
      const { correlation, f, type, key } = event;
      if (correlation !== undefined) return { ...event, correlation: { saga: keyed(correlation.saga) } };
      if (f === 'dead-letter') return { ...event, value: { saga: 'key-dead' } };
      if (type === 'invoke') {
        return { ...event, value: { expected: key === 'key-refused' ? 'refused' : 'accepted' } };
      }
      const isRefused = key === 'key-undone' || key === 'key-refused';
      return isRefused ? { ...event, type: 'fail', value: undefined } : { ...event, value: { allowed: true } };
    });
}

/** How the fate of an injection is told, with one offender. */
function fatesOf(events: readonly HistoryEvent[], offender: string) {
  const run = { ...sampleRun({ count: 1, seed: 1, verdict: 'pass' }), origin: 0, history: events };
  return fatesIn({ run, units: unitsIn(run), offenders: new Set([offender]) });
}
const fateOf = fatesOf(history(), 'broken');

function injection(key: string, rest: Partial<Injection> = {}): Injection {
  return { faultline: 'injection', at: 5, rule: 'r', fault: 'crash', place: 'function', key, ...rest };
}

describe('the fate of an injection', () => {
  it.each([
    ['calm', 'absorbed'],
    ['again', 'redelivered'],
    ['dead', 'dead-lettered'],
    ['open', 'left open'],
    ['undone', 'compensated'],
    ['refused', 'absorbed'],
    ['broken', 'violated'],
    ['key-calm', 'repeated by the client'],
    ['key-again', 'redelivered'],
    ['nobody', 'of no unit'],
  ])('of %s is: %s', (key, fate) => {
    expect(fateOf(injection(key))).toBe(fate);
  });

  it('of an AWS call that nothing else had to make good is a retry of the SDK', () => {
    const call = { place: 'call', fault: 'throttle' };
    expect(fateOf(injection('calm', call))).toBe('retried by the SDK');
    expect(fateOf(injection('again', call))).toBe('redelivered');
    expect(fateOf(injection('calm', { ...call, fault: 'call-delay' }))).toBe('absorbed');
  });

  it.each([
    ['key-calm', 'repeated by the client'],
    ['key-again', 'redelivered'],
    ['key-dead', 'dead-lettered'],
    ['key-open', 'left open'],
    ['key-undone', 'refused'],
    ['key-refused', 'absorbed'],
    ['key-broken', 'violated'],
    ['nobody', 'of no unit'],
  ])('of %s, where there are requests and no sagas, is: %s', (key, fate) => {
    expect(fatesOf(requestsAlone(), 'key-broken')(injection(key))).toBe(fate);
  });

  it('counts a redelivery only for what happened while the message was held', () => {
    expect(fateOf(injection('again', { at: 12 }))).toBe('absorbed');
  });
});
