import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

describe('a process that takes all memory', () => {
  it('is killed for it, having taken no more than its function has', () => {
    const script = `
      import { writeSync } from 'node:fs';
      const { exhaustMemory } = await import('./chaos/middleware/functions/memory.ts');
      const kill = process.kill;
      process.kill = (pid, signal) => {
        writeSync(1, String(Math.round(process.memoryUsage.rss() / 2 ** 20)));
        return kill(pid, signal);
      };
      exhaustMemory(192);`;
    const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(signal).toBe('SIGKILL');
    expect(Number(stdout)).toBeGreaterThanOrEqual(192);
    expect(Number(stdout)).toBeLessThan(260);
  });
});
