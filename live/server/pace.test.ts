import { expect, it } from '@jest/globals';
import { openPace } from './pace.ts';

it('what costs more is done more seldom, and nobody waits for it who need not', async () => {
  let now = 0;
  let cpu = 0;
  let cost = 10;
  const done: number[] = [];
  const work = async () => {
    cpu += cost;
    done.push(now);
  };
  const pace = openPace({ now: () => now, cpuMs: () => cpu });
  const until = async (end: number) => {
    for (; now < end; now += 500) await pace.perhaps(work, false);
  };
  await until(6_000);
  expect(done).toEqual([0, 2_000, 4_000]);
  cost = 100;
  await until(20_000);
  expect(done.slice(3)).toEqual([6_000, 11_000, 16_000]);
  cost = 5_000;
  await until(70_000);
  expect(done.slice(6)).toEqual([21_000, 41_000, 61_000]);
  await pace.perhaps(work, true);
  expect(done.at(-1)).toBe(70_000);
});

it('work that fails is told to who needs it, and is done again', async () => {
  const pace = openPace({ now: () => 0, cpuMs: () => 0 });
  const broken = async () => {
    throw new Error('no file');
  };
  await expect(pace.perhaps(broken, true)).rejects.toThrow('no file');
  const done: string[] = [];
  await pace.perhaps(async () => void done.push('again'), true);
  expect(done).toEqual(['again']);
});
