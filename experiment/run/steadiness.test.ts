import { describe, expect, it } from '@jest/globals';
import { virtualTime } from '../../kernel/testing/virtual-time.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Deployed } from '../../system/deployed.ts';
import type { TimedControl } from '../audit/timed-control.ts';
import type { ActiveFault } from '../carriers/carrier.ts';
import type { Experiment } from '../file/experiment.ts';
import type { ProbeResult } from '../steady-state/steady-state.ts';
import { checkSteadiness } from './steadiness.ts';

const fault = (id: string, ending = false): ActiveFault => ({
  id,
  fault: 'delay',
  carrier: 'settings',
  target: 'function f',
  ...(ending && { ending }),
});
const met: ProbeResult = { name: 'calm', tolerance: 0, got: 0, met: true };
/** An experiment with one fault. */
const experimentWith = (provider: object) =>
  ({
    method: [{ type: 'action', name: 'one', provider: { type: 'fault', parameters: {}, ...provider } }],
  }) as unknown as Experiment;
const slow = experimentWith({ fault: 'delay', target: { function: 'f' } });
const deployed = { mappings: [{ function: 'shop-payments', queue: 'shop-payments' }] } as unknown as Deployed;

/** @param looks what is active, look by look; the last stays */
function steadiness(
  looks: readonly (readonly ActiveFault[])[],
  changes: Partial<TimedControl> = {},
  probes = [met],
  experiment = slow,
) {
  const time = virtualTime();
  let look = 0;
  const control: TimedControl = {
    check: async () => undefined,
    startsAhead: () => true,
    inject: () => Promise.reject(new Error('not now')),
    extend: () => Promise.reject(new Error('not now')),
    withdraw: () => Promise.reject(new Error('not now')),
    active: async () => looks[Math.min(look++, looks.length - 1)] ?? [],
    endAll: async () => ({ ended: [], problems: [], tookMs: 0 }),
    timings: () => [],
    ...changes,
  };
  return time.run(checkSteadiness(experiment, { control, deployed }, async () => probes, time));
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

  it('a loss of messages that nobody asked for is refused, before anything is looked at', async () => {
    const check = () => Promise.reject(new Error('not yet'));
    const losing = (provider: object, changes: Partial<TimedControl> = { check }) =>
      steadiness([[]], changes, [met], experimentWith(provider));
    const drop = { fault: 'drop', target: { function: 'shop-payments' } };
    const loss = losing(drop);
    await expect(loss).rejects.toThrow(UsageError);
    await expect(loss).rejects.toThrow(/^drop would lose messages of shop-payments: .+Say "allow-loss: true"/);
    expect(await losing({ ...drop, 'allow-loss': true }, {})).toEqual([met]);

    const answer = { fault: 'http-response', target: { function: 'shop-payments' } };
    await expect(losing(answer)).rejects.toThrow(/^http-response would lose messages of shop-payments/);
    expect(await losing({ ...answer, target: { function: 'shop-api' } }, {})).toEqual([met]);
  });
});
