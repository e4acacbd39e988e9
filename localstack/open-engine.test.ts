import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEngine } from './open-engine.ts';

const path = process.env.PATH;
let bin: string;

async function docker(exitCode: number): Promise<void> {
  await writeFile(join(bin, 'docker'), `#!/bin/sh\nexit ${exitCode}\n`);
  await chmod(join(bin, 'docker'), 0o755);
  process.env.PATH = [bin, path].join(delimiter);
}

beforeEach(async () => {
  bin = await mkdtemp(join(tmpdir(), 'engine-test-'));
});

afterEach(async () => {
  process.env.PATH = path;
  await rm(bin, { recursive: true });
});

describe('the choice of an engine', () => {
  it('is the host where no Docker engine answers', async () => {
    await docker(1);
    expect(openEngine({}).kind).toBe('host');
  });

  it('is Docker where its engine answers', async () => {
    await docker(0);
    expect(openEngine({}).kind).toBe('docker');
  });

  it('follows the user', async () => {
    await docker(0);
    expect(openEngine({ engine: 'host' }).kind).toBe('host');
    expect(openEngine({ endpoint: 'http://127.0.0.1:4566' }).kind).toBe('endpoint');
  });

  it('refuses an endpoint on another machine', () => {
    expect(() => openEngine({ endpoint: 'http://192.168.0.1:4566' })).toThrow('is not on this machine');
  });
});
