import { describe, expect, it } from '@jest/globals';
import { type HistoryEvent, nemesis } from '../../history/event.ts';
import { tolerableUnderFaults } from './tolerable-under-faults.ts';

type Event = Omit<HistoryEvent, 'index' | 'time'>;

const begins = (rule: string): Event => ({ process: nemesis, type: 'invoke', f: 'fault', key: rule });
const fires = (rule: string): Event => ({ process: nemesis, type: 'info', f: 'injection', key: rule });
const probed = (type: 'ok' | 'fail', got: number): Event => {
  return { process: 'runner', type, f: 'expectation', key: 'dead-letters', value: { expected: [1, 9], got } };
};
const ends = (rule: string): Event => ({ process: nemesis, type: 'ok', f: 'fault', key: rule });
const at = (time: (index: number) => number, ...events: Event[]) =>
  tolerableUnderFaults.check(events.map((event, index) => ({ ...event, index, time: time(index) }) as HistoryEvent));
const check = (...events: Event[]) => at((index) => index, ...events);

describe('what is expected while faults act', () => {
  it('is broken by a probe out of its tolerance', () => {
    expect(check(begins('a'), fires('a'), probed('fail', 0))).toMatchObject({
      valid: false,
      counterexample: { summary: 'dead-letters: expected [1,9], got 0' },
    });
  });

  it('is unknown where a fault that acted then never fired', () => {
    expect(check(begins('a'), fires('a'), begins('b'), probed('fail', 0))).toEqual({
      valid: 'unknown',
      counts: { expectations: 1 },
      error: 'dead-letters was probed under the fault b, which never fired',
    });
  });

  it('is unknown where that fault began at the same moment, or in the first of its windows', () => {
    expect(at(() => 0, begins('b'), probed('fail', 0))).toMatchObject({ valid: 'unknown' });
    expect(check(begins('b'), ends('b'), probed('fail', 0), begins('b'), ends('b'))).toMatchObject({
      valid: 'unknown',
    });
  });

  it('is broken by a probe that says something, whatever another one does not say', () => {
    const both = [probed('fail', 0), begins('b'), probed('fail', 0)];
    expect(check(...both)).toMatchObject({ valid: false, counterexample: { violations: [{ events: [0] }] } });
  });

  it('is judged whatever becomes of faults that begin later', () => {
    expect(check(begins('a'), fires('a'), probed('fail', 0), begins('b'))).toMatchObject({ valid: false });
  });

  it('holds within the tolerance', () => {
    expect(check(begins('a'), probed('ok', 3))).toEqual({ valid: true, counts: { expectations: 1 } });
  });
});
