import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import type { Place } from '../../chaos/faults/fault.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { realTime } from '../../kernel/pause.ts';
import type { Carrier, FaultRequest } from './carrier.ts';
import { openFaultControl } from './fault-control.ts';

const local = localstackCloud('http://127.0.0.1:4566');
const aws = { kind: 'aws', region: 'eu-central-1', accountId: '123456789012', environment: {} } as const;

function control(names: readonly Carrier['name'][], cloud: Parameters<typeof openFaultControl>[0]['cloud'] = local) {
  const calls: string[] = [];
  const carriers = names.map(
    (name): Carrier => ({
      name,
      startsAhead: name !== 'settings',
      async inject({ id }) {
        calls.push(`${name} inject ${id}`);
        return { startsAt: 0, expiresAt: 1 };
      },
      extend: async ({ id }, expiresAt) => void calls.push(`${name} extend ${id} to ${expiresAt}`),
      withdraw: async ({ id }) => void calls.push(`${name} withdraw ${id}`),
      active: async () => [{ id: `of-${name}`, fault: 'f', carrier: name, target: 't' }],
      async endAll() {
        calls.push(`${name} end`);
        return [];
      },
    }),
  );
  const options = { cloud, carriers, checkTarget: async () => undefined, catalogue, time: realTime };
  return { calls, control: openFaultControl(options) };
}

const request = (fault: string): FaultRequest => ({
  id: fault,
  fault,
  target: {},
  parameters: {},
  percentage: 100,
  seed: 1,
  durationMs: 1,
});
const faultAt = (place: Place) => catalogue.find((fault) => fault.place === place)?.name ?? '';

describe('fault control', () => {
  it.each([
    ['function', 'rules'],
    ['record', 'rules'],
    ['call', 'rules'],
    ['setting', 'settings'],
    ['cloud', 'cloud'],
    ['environment', 'cloud'],
  ] as const)('gives a fault of the place %s to the carrier of %s', async (place, carrier) => {
    const fault = faultAt(place);
    const { calls, control: all } = control(['rules', 'settings', 'cloud']);
    await all.check(request(fault));
    await all.inject(request(fault));
    await all.withdraw(request(fault));
    expect(calls).toEqual([`${carrier} inject ${fault}`, `${carrier} withdraw ${fault}`]);
    expect(all.startsAhead(fault)).toBe(carrier !== 'settings');
  });

  it('refuses a fault that the cloud cannot carry, and says where it works', async () => {
    const { control: onAws } = control(['rules', 'settings'], aws);
    for (const fault of [faultAt('cloud'), faultAt('environment')]) {
      await expect(onAws.check(request(fault))).rejects.toMatchObject({
        message: expect.stringMatching(
          new RegExp(`^the fault ${fault} acts on the .*, and AWS does not let the lab reach`),
        ),
        hint: expect.stringContaining('./lab up'),
      });
    }
    await onAws.check(request(faultAt('setting')));
  });

  it('refuses a fault that there is not', async () => {
    await expect(control(['rules']).control.check(request('quake'))).rejects.toThrow('there is no fault "quake"');
  });

  it('sees and ends what all carriers carry, those of the cloud first', async () => {
    const { calls, control: all } = control(['rules', 'settings', 'cloud']);
    expect((await all.active()).map(({ id }) => id)).toEqual(['of-rules', 'of-settings', 'of-cloud']);
    expect((await all.endAll()).problems).toEqual([]);
    expect(calls).toEqual(['cloud end', 'rules end', 'settings end']);
  });
});
