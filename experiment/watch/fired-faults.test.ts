import { describe, expect, it } from '@jest/globals';
import type { Injection } from '../../run/run-files.ts';
import { firedFaults } from './fired-faults.ts';

const injection = (rule: string): Injection =>
  ({
    at: 1,
    rule,
    fault: 'delay',
    function: 'f',
    key: 'k',
    attempt: 1,
    environment: 'e',
    place: 'environment',
  }) as Injection;

function world() {
  const state = { now: 5_000, logs: [] as Injection[], reads: 0, broken: false };
  const fired = firedFaults(
    async () => {
      state.reads += 1;
      if (state.broken) throw new Error('no logs');
      return [...state.logs];
    },
    { now: () => state.now },
  );
  return { state, fired };
}

describe('how often a fault has fired', () => {
  it('is counted by its rule, from logs that are read once for all who ask at a time', async () => {
    const { state, fired } = world();
    state.logs = [injection('slow'), injection('slow'), injection('gone')];
    expect(await Promise.all([fired('slow'), fired('gone'), fired('other')])).toEqual([2, 1, 0]);
    expect(state.reads).toBe(1);
    state.now += 1_000;
    state.logs.push(injection('other'));
    expect(await fired('other')).toBe(1);
  });

  it('is what it was where the logs cannot be read now', async () => {
    const { state, fired } = world();
    state.logs = [injection('slow')];
    expect(await fired('slow')).toBe(1);
    state.now += 1_000;
    state.broken = true;
    expect(await fired('slow')).toBe(1);
  });
});
