import type { Check } from './check.ts';

/** Starts count from the first request: some load has to begin by itself. */
export const loadFirst: Check = ({ method }) => {
  const loads = method.flatMap(({ provider }) => (provider.type === 'load' ? [provider] : []));
  if (loads.length === 0) {
    return [{ path: ['method'], says: 'expected at least one step of type load: nobody would notice the faults' }];
  }
  if (loads.some(({ start }) => start === 0)) return [];
  const index = method.findIndex(({ provider }) => provider.type === 'load');
  const says =
    'expected one load without a start: starts count from the first request, so this one would wait for itself';
  return [{ path: ['method', index, 'provider', 'start'], says }];
};
