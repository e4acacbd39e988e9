import { describe, expect, it } from '@jest/globals';
import type { Injection } from '../../run/run-files.ts';
import type { HistoryEvent } from '../../verify/history/event.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { fatesOf, ordersOf } from './fates.ts';
import { sagaLives } from './orders.ts';

const ids = ['calm', 'again', 'dead', 'open', 'undone', 'refused', 'broken'];

/** Orders of one millisecond each, told in milliseconds. */
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

const run = {
  dir: '',
  files: [],
  ...sampleRun({ orders: 1, seed: 1, verdict: 'pass' }),
  origin: 0,
  history: history(),
};
const sagas = sagaLives(run);
const fateOf = fatesOf(run, ordersOf(run, sagas), sagas, new Set(['broken']));

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
    ['nobody', 'no order'],
  ])('of %s is: %s', (key, fate) => {
    expect(fateOf(injection(key))).toBe(fate);
  });

  it('of an AWS call that nothing else had to make good is a retry of the SDK', () => {
    const call = { place: 'call', fault: 'throttle' };
    expect(fateOf(injection('calm', call))).toBe('retried by the SDK');
    expect(fateOf(injection('again', call))).toBe('redelivered');
    expect(fateOf(injection('calm', { ...call, fault: 'call-delay' }))).toBe('absorbed');
  });

  it('counts a redelivery only for what happened while the message was held', () => {
    expect(fateOf(injection('again', { at: 12 }))).toBe('absorbed');
  });
});
