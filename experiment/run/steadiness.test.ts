import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../kernel/usage-error.ts';
import type { TimedControl } from '../audit/timed-control.ts';
import type { ActiveFault } from '../carriers/carrier.ts';
import type { Experiment } from '../file/experiment.ts';
import type { ProbeResult } from '../steady-state/steady-state.ts';
import { virtualTime } from '../testing/virtual-time.ts';
import { checkSteadiness } from './steadiness.ts';

const fault = (id: string, ending = false): ActiveFault => ({
  id,
  fault: 'delay',
  carrier: 'settings',
  target: 'function f',
  ...(ending && { ending }),
});
const met: ProbeResult = { name: 'calm', tolerance: 0, got: 0, met: true };
const experiment = {
  method: [{ type: 'action', name: 'slow', provider: { type: 'fault', fault: 'delay', target: { function: 'f' } } }],
} as unknown as Experiment;

/** @param looks what is active, look by look; the last stays */
function steadiness(looks: readonly (readonly ActiveFault[])[], changes: Partial<TimedControl> = {}, probes = [met]) {
  const time = virtualTime();
  let look = 0;
  const control: TimedControl = {
    check: async () => undefined,
    startsAhead: () => true,
    inject: () => Promise.reject(new Error('not now')),
    withdraw: () => Promise.reject(new Error('not now')),
    active: async () => looks[Math.min(look++, looks.length - 1)] ?? [],
    endAll: async () => ({ ended: [], problems: [], tookMs: 0 }),
    timings: () => [],
    ...changes,
  };
  return time.run(checkSteadiness(experiment, { control }, async () => probes, time));
}

describe('before an experiment', () => {
  it('all is well when faults have targets, none is active and the hypothesis holds', async () => {
    expect(await steadiness([[]])).toEqual([met]);
  });

  it('a fault that aims at nothing is refused', async () => {
    const check = () => Promise.reject(new UsageError('aims at nothing'));
    await expect(steadiness([[]], { check })).rejects.toThrow('aims at nothing');
  });

  it('a fault of somebody else is refused, and the way to end it is told', async () => {
    await expect(steadiness([[fault('old')]])).rejects.toMatchObject({
      message: 'faults are active that are none of this experiment:\nold: delay at function f',
      hint: 'End them: ./lab chaos clear',
    });
  });

  it('what is about to end is waited for, but not for ever', async () => {
    const ending = [fault('old', true)];
    expect(await steadiness([ending, ending, []])).toEqual([met]);
    await expect(steadiness([ending])).rejects.toThrow('old: delay at function f');
  });

  it('a hypothesis that does not hold is refused with what was found', async () => {
    await expect(steadiness([[]], {}, [{ ...met, got: 3, met: false }])).rejects.toThrow('calm: expected 0, got 3');
  });
});
