import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from '@jest/globals';
import { burn } from './burn.ts';

/** Processor time of this process since it began, in milliseconds. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Waits until the process has used so much more; how long that takes is up to what else the machine does. */
async function untilUsed(ms: number): Promise<void> {
  const enough = usedMs() + ms;
  while (usedMs() < enough) await pause(20);
}

async function untilIdle(): Promise<void> {
  for (let before = -Infinity; usedMs() - before > 40; await pause(200)) before = usedMs();
}

describe('threads that burn', () => {
  it('use the processor until they are ended', async () => {
    const end = burn(1, 60_000);
    await untilUsed(300);
    end();
    await untilIdle();
  });

  it('end by themselves', async () => {
    burn(1, 50);
    await untilIdle();
  });
});
