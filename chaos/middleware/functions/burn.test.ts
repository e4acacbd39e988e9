import { describe, expect, it } from '@jest/globals';
import { burn } from './burn.ts';

/** Processor time of this process in the next moment, in milliseconds. */
async function busyMs(forMs: number): Promise<number> {
  const before = process.cpuUsage();
  await new Promise((passed) => setTimeout(passed, forMs));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function until(condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) if (Date.now() > deadline) return false;
  return true;
}

describe('threads that burn', () => {
  it('use the processor until they are ended', async () => {
    const end = burn(1, 60_000);
    // On a busy machine a thread gets what is left of it.
    expect(await until(async () => (await busyMs(200)) > 40)).toBe(true);
    end();
    expect(await until(async () => (await busyMs(200)) < 40)).toBe(true);
  });

  it('end by themselves', async () => {
    burn(1, 50);
    expect(await until(async () => (await busyMs(200)) < 40)).toBe(true);
  });
});
