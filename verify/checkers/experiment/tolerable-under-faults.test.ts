import { describe, expect, it } from '@jest/globals';
import { type HistoryEvent, nemesis } from '../../history/event.ts';
import { tolerableUnderFaults } from './tolerable-under-faults.ts';

type Event = Omit<HistoryEvent, 'index' | 'time'>;

const begins = (rule: string): Event => ({ process: nemesis, type: 'invoke', f: 'fault', key: rule });
const fires = (rule: string): Event => ({ process: nemesis, type: 'info', f: 'injection', key: rule });
const probed = (type: 'ok' | 'fail', got: number): Event => {
  return { process: 'runner', type, f: 'expectation', key: 'dead-letters', value: { expected: [1, 9], got } };
};
const check = (...events: Event[]) =>
  tolerableUnderFaults.check(events.map((event, index) => ({ ...event, index, time: index }) as HistoryEvent));

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

  it('is judged whatever becomes of faults that begin later', () => {
    expect(check(begins('a'), fires('a'), probed('fail', 0), begins('b'))).toMatchObject({ valid: false });
  });

  it('holds within the tolerance', () => {
    expect(check(begins('a'), probed('ok', 3))).toEqual({ valid: true, counts: { expectations: 1 } });
  });
});
