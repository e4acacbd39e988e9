import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endProcessesOf, marker, processesOf, startOf } from './processes.ts';

/** A state folder that no other test and no lab has. */
let state: string;
let number = 0;

beforeEach(() => {
  number += 1;
  state = `/nowhere/processes-test-${process.pid}-${number}`;
});

afterEach(async () => {
  await endProcessesOf(state);
});

async function running(script: string): Promise<number> {
  const environment = { PATH: process.env.PATH, [marker]: state };
  const child = spawn(process.execPath, ['-e', script], { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

const stays = 'setInterval(() => 0, 1000); console.log("up");';

describe('the start of a process', () => {
  it('names a process for ever', async () => {
    const start = await startOf(process.pid);
    expect(start).toBeDefined();
    expect(await startOf(process.pid)).toBe(start);
  });

  it('is unknown for a process that has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(await startOf(child.pid ?? 0)).toBeUndefined();
  });
});

describe('the processes of a lab', () => {
  it('are found by their marker, and no others', async () => {
    const pid = await running(stays);
    expect(await processesOf(state)).toEqual([pid]);
    expect(await processesOf(state.slice(0, -1))).toEqual([]);
  });

  it('are found when their parent has ended, in whatever session they are', async () => {
    const orphan = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(stays)}], { detached: true, stdio: 'ignore' });
      child.unref(); console.log(child.pid);`;
    const parent = await running(orphan);
    const found = (await processesOf(state)).filter((pid) => pid !== parent);
    expect(found).toHaveLength(1);
    await endProcessesOf(state);
    expect(await processesOf(state)).toEqual([]);
  });

  it('end if they ignore being asked, and if they are stopped', async () => {
    const stubborn = await running(`process.on('SIGTERM', () => 0); ${stays}`);
    const frozen = await running(stays);
    process.kill(frozen, 'SIGSTOP');
    expect((await endProcessesOf(state)).sort()).toEqual([stubborn, frozen].sort());
    expect(await processesOf(state)).toEqual([]);
  });
});
