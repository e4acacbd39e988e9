import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { diagnose } from './doctor.ts';

let bin: string;

beforeEach(async () => {
  bin = await mkdtemp(join(tmpdir(), 'doctor-test-'));
});

afterEach(async () => {
  await rm(bin, { recursive: true });
});

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

async function checkOf(name: string, port = 4599) {
  const checks = await diagnose(port, { PATH: bin, PYENV_ROOT: bin });
  return checks.find((check) => check.name === name);
}

describe('the doctor', () => {
  it('finds what is there', async () => {
    await program('python3', 'echo /usr/bin/python3; echo 3.12.3');
    await program('docker', 'echo 28.0.0');
    expect(await checkOf('Python')).toMatchObject({ ok: true, found: '3.12.3 (/usr/bin/python3)', hint: '' });
    expect(await checkOf('Docker')).toMatchObject({ ok: true, found: '28.0.0' });
  });

  it('tells what is missing and how to get it', async () => {
    expect(await checkOf('Python')).toMatchObject({
      ok: false,
      required: true,
      found: expect.stringContaining('no Python was found'),
      hint: expect.stringContaining('Install Python'),
    });
  });

  it('does not insist on what is optional', async () => {
    expect(await checkOf('Docker')).toMatchObject({ ok: false, required: false });
    expect(await checkOf('Chromium')).toMatchObject({ ok: false, required: false, found: 'none' });
  });

  it('tells who has the port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await checkOf(`port ${port}`, port)).toMatchObject({
      ok: false,
      found: expect.stringContaining(`in use by process ${process.pid} (`),
    });
    server.close();
    await once(server, 'close');
    expect(await checkOf(`port ${port}`, port)).toMatchObject({ ok: true, found: 'free' });
  });
});
