import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clean, runningPorts } from './clean.ts';
import { marker } from './host/processes.ts';
import { placesOf } from './places.ts';

let lab: string;

beforeEach(async () => {
  lab = await mkdtemp(join(tmpdir(), 'clean-test-'));
  await mkdir(placesOf(4999, lab).state, { recursive: true });
  await writeFile(placesOf(4999, lab).lock, '');
});

afterEach(async () => {
  await rm(lab, { recursive: true, force: true });
});

describe('clean', () => {
  it('removes the folder of the lab', async () => {
    expect(await clean(lab)).toBe(lab);
    expect(existsSync(lab)).toBe(false);
  });

  it('has nothing to do where nothing was installed', async () => {
    await rm(lab, { recursive: true });
    await expect(clean(lab)).resolves.toBe(lab);
  });

  it('refuses while a lab runs, and says which', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000); console.log("up")'], {
      env: { [marker]: placesOf(4999, lab).state },
    });
    await once(child.stdout, 'data');
    try {
      expect(await runningPorts(lab)).toEqual([4999]);
      await expect(clean(lab)).rejects.toThrow('a lab still runs on port 4999; nothing was removed');
      expect(existsSync(lab)).toBe(true);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });
});
