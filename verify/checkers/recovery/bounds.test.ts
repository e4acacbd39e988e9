import { describe, expect, it } from '@jest/globals';
import { nemesis } from '../../history/event.ts';
import { play } from '../../testing/mutants/recovery-run.ts';
import { type Draft, historyOf } from '../../testing/mutants/saga-run.ts';
import { judge } from '../../verdict/checker.ts';
import { detected } from './detected.ts';
import { steadyAgain } from './steady-again.ts';

const second = 1e9;

/** Sagas of 100 ms before a fault from 20 s to 30 s and at 37 s, and one slow saga. */
function historyWithSlow(begins: number) {
  const fault = { process: nemesis, f: 'fault', key: 'slow', value: { fault: 'delay' } };
  const events: Draft[] = [
    { ...fault, time: 20 * second, type: 'invoke' },
    { ...fault, time: 30 * second, type: 'ok' },
  ];
  for (let n = 0; n < 12; n++) play(events, `before-${n}`, n * second, 0.1 * second);
  play(events, 'slow', begins, 2 * second);
  play(events, 'after', 37 * second, 0.1 * second);
  return historyOf({ events });
}

describe('bounds in milliseconds', () => {
  it.each([
    ['steady-again', steadyAgain, 31.0004 * second, 'steady only 1001 ms after its end, expected 1000 ms'],
    ['detected', detected, 20.9004 * second, 'its first sign came 1001 ms after its begin, expected 1000 ms'],
  ] as const)('of %s hold to the nanosecond', (_, checker, begins, what) => {
    const late = historyWithSlow(begins);
    const { valid, counterexample } = judge(checker, late, { options: { withinMs: 1000 } });
    expect([valid, counterexample?.violations[0]?.what]).toEqual([false, what]);
    expect(judge(checker, late, { options: { withinMs: 1000.4 } }).valid).toBe(true);
  });
});
