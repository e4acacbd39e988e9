import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exclusively } from './exclusive.ts';

let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exclusive-test-'));
  lock = join(folder, 'deep', 'lock');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const nobodyWaits = () => {
  throw new Error('somebody else has the lock');
};

describe('exclusive work', () => {
  it('runs one after another and tells who waits', async () => {
    const order: string[] = [];
    const { promise: finish, resolve } = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const first = exclusively(lock, nobodyWaits, async () => {
      order.push('first begins');
      begun.resolve();
      await finish;
      order.push('first ends');
    });
    await begun.promise;
    const second = exclusively(
      lock,
      () => {
        order.push('second waits');
        resolve();
      },
      async () => void order.push('second begins'),
    );
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'second waits', 'first ends', 'second begins']);
  });

  it('frees the lock when it fails', async () => {
    await expect(exclusively(lock, nobodyWaits, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await exclusively(lock, nobodyWaits, async () => 'done')).toBe('done');
  });

  it('leaves no lock behind when its process is killed', async () => {
    const script = `
      import { exclusively } from ${JSON.stringify(join(import.meta.dirname, 'exclusive.ts'))};
      await exclusively(${JSON.stringify(lock)}, () => {}, async () => { console.log('locked'); await new Promise((r) => setTimeout(r, 60_000)); });
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await once(child.stdout, 'data');
    await expect(exclusively(lock, nobodyWaits, async () => 'done')).rejects.toThrow('somebody else has the lock');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await exclusively(lock, nobodyWaits, async () => 'done')).toBe('done');
  });

  it('stops waiting when it is told to', async () => {
    const controller = new AbortController();
    const { promise: finish, resolve } = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const first = exclusively(lock, nobodyWaits, () => {
      begun.resolve();
      return finish;
    });
    await begun.promise;
    const abort = () => controller.abort(new Error('interrupted'));
    const second = exclusively(lock, abort, async () => 'never', controller.signal);
    await expect(second).rejects.toThrow('interrupted');
    resolve();
    await first;
  });
});
