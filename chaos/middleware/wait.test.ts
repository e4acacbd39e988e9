import { describe, expect, it } from '@jest/globals';
import { aRule } from './testing/handler-under-chaos.ts';
import { waitForLongest } from './wait.ts';

const rule = (id: string) => aRule('delay', { id, parameters: { delayMs: 1 } });

/** Waits under rules, the first of which are taken back after so many milliseconds each. @returns how long it waited, ms */
async function waited(waits: readonly [id: string, ms: number, goneAfterMs?: number][]): Promise<number> {
  let now = 0;
  const rules = {
    active: () => waits.filter(([, , goneAfterMs = Infinity]) => now < goneAfterMs).map(([id]) => rule(id)),
  };
  const sleep = async (ms: number) => {
    now += ms;
  };
  await waitForLongest(
    waits.map(([id, ms]) => ({ rule: rule(id), ms })),
    { rules, sleep },
  );
  return now;
}

describe('a wait under rules', () => {
  it('is as long as the longest of them', async () => {
    expect(
      await waited([
        ['a', 300],
        ['b', 1_250],
      ]),
    ).toBe(1_250);
    expect(await waited([])).toBe(0);
  });

  it('ends with its rule, half a second later at most', async () => {
    expect(await waited([['a', 30_000, 1_100]])).toBe(1_500);
  });

  it('goes on for a rule that stays', async () => {
    expect(
      await waited([
        ['a', 30_000, 400],
        ['b', 2_000],
      ]),
    ).toBe(2_000);
  });
});
