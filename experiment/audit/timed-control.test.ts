import { describe, expect, it } from '@jest/globals';
import type { FaultRequest } from '../carriers/carrier.ts';
import type { FaultControl } from '../carriers/fault-control.ts';
import { timedControl } from './timed-control.ts';

const request = (id: string): FaultRequest => ({
  id,
  fault: 'delay',
  target: {},
  parameters: {},
  percentage: 100,
  seed: 1,
  durationMs: 10,
});

function timed() {
  const clock = { now: 100 };
  const control: FaultControl = {
    check: async () => undefined,
    startsAhead: () => true,
    async inject() {
      clock.now += 30;
      return { startsAt: 500, expiresAt: 900 };
    },
    extend: async () => undefined,
    async withdraw() {
      clock.now += 7;
    },
    active: async () => [],
    async endAll() {
      clock.now += 9;
      const ended = ['a', 'b', 'foreign'].map((id) => ({ id, fault: 'delay', carrier: 'rules' as const, target: '' }));
      return { ended, problems: [], tookMs: 5 };
    },
  };
  return timedControl(control, () => clock.now);
}

describe('the time that faults take', () => {
  it('is measured from each request to the answer that it was carried out', async () => {
    const control = timed();
    await control.inject(request('a'));
    await control.withdraw(request('a'));
    expect(control.timings()).toEqual([
      {
        rule: 'a',
        fault: 'delay',
        requestedAt: 100,
        startsAt: 500,
        expiresAt: 900,
        timeToEffectMs: 30,
        withdrawnAt: 130,
        timeToRevertMs: 7,
      },
    ]);
  });

  it('counts the first end of a fault, be it its own or that of all', async () => {
    const control = timed();
    for (const id of ['a', 'b', 'c']) await control.inject(request(id));
    await control.withdraw(request('a'));
    await control.endAll();
    expect(control.timings().map(({ rule, timeToRevertMs }) => [rule, timeToRevertMs])).toEqual([
      ['a', 7],
      ['b', 5],
      ['c', undefined],
    ]);
  });
});
