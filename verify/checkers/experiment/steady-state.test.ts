import { describe, expect, it } from '@jest/globals';
import type { EventType, HistoryEvent } from '../../history/event.ts';
import { steadyState } from './steady-state.ts';

const probed = (type: EventType, error?: string) => ({ type, ...(error !== undefined && { error }) });
const check = (...probes: ReturnType<typeof probed>[]) =>
  steadyState.check(
    probes.map(({ type, error }, index): HistoryEvent => {
      const value = { expected: 0, got: 9007199254740993n };
      return {
        ...{ index, time: index, process: 'runner', f: 'probe', key: 'waiting' },
        type,
        value,
        ...(error && { error }),
      };
    }),
  );

describe('the steady state after the faults', () => {
  it('holds where each probe is within its tolerance', () => {
    expect(check(probed('ok'), probed('ok'))).toEqual({ valid: true, counts: { probes: 2 } });
  });

  it('is broken by one that is not, exactly as it was found, whatever another could not ask', () => {
    expect(check(probed('info', 'timed out'), probed('fail'))).toMatchObject({
      valid: false,
      counterexample: { ids: ['waiting'], violations: [{ what: 'expected 0, got 9007199254740993', events: [1] }] },
    });
  });

  it.each([
    [[], 'the run did not come to that'],
    [[probed('ok'), probed('info', 'timed out')], 'timed out'],
    [[probed('info')], 'the run did not come to that'],
  ])('is unknown where it was not probed: %j', (probes, why) => {
    expect(check(...probes)).toEqual({
      valid: 'unknown',
      counts: { probes: probes.length },
      error: `the hypothesis was not probed after the faults: ${why}`,
    });
  });

  it('refuses a probe of another type', () => {
    expect(() => check(probed('invoke'))).toThrow(/probe/);
  });
});
