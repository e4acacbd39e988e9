import { describe, expect, it } from '@jest/globals';
import type { ActiveFault } from '../carriers/carrier.ts';
import { activeSettings } from './read-settings.ts';

const fault = (id: string, more: Partial<ActiveFault> = {}): ActiveFault => ({
  ...{ id, fault: 'reserved-concurrency', carrier: 'settings', target: 'shop-payments' },
  ...more,
});
const settings = (...faults: readonly ActiveFault[]) =>
  activeSettings({ name: 'settings', active: async () => faults });

describe('the faults that an audit finds', () => {
  it('are those that act', async () => {
    expect(await settings(fault('starved'))).toEqual({
      'fault starved (settings)': 'active: reserved-concurrency at shop-payments',
    });
  });

  it('are not those whose setting was put back, while their note waits for who might still interfere', async () => {
    expect(await settings(fault('starved', { ending: true }))).toEqual({});
  });
});
