import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../kernel/wait-until.ts';
import { isFree } from '../../localstack/host/port.ts';
import { processesOf, startOf } from '../../localstack/host/processes.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { placesOf } from '../../localstack/places.ts';

const silent = () => undefined;
const { port, close } = await freePort();
const places = placesOf(port);
const engine = openEngine({ port, engine: 'host' });

/** A port for a second lab beside the one of the other tests; held until the tests begin. */
async function freePort(): Promise<{ port: number; close: () => Server }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** `up` in a process of its own, as the command line runs it. */
function upElsewhere(environment: NodeJS.ProcessEnv = {}) {
  const script = `
    import { openEngine } from ${JSON.stringify(join(import.meta.dirname, '../../localstack/open-engine.ts'))};
    await openEngine({ port: ${port}, engine: 'host' }).up((line) => console.log(line));
    console.log('ready');
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
}

async function expectNothingLeft(): Promise<void> {
  expect(await processesOf(places.state)).toEqual([]);
  expect(await isFree(port)).toBe(true);
  expect([places.temp, places.filesystem, places.record].filter(existsSync)).toEqual([]);
}

describe('a port that somebody else uses', () => {
  afterAll(async () => {
    await once(close(), 'close');
  });

  it('is refused with the name of the process', async () => {
    await expect(engine.up(silent)).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^port ${port} is in use by process ${process.pid} \\(.*node`)),
      hint: expect.stringContaining('--port'),
    });
    expect((await engine.status()).running).toBe(false);
  });
});

describe('a second lab', () => {
  const pid = async () => (await engine.status()).pid ?? 0;

  async function kill(victim: number): Promise<void> {
    process.kill(victim, 'SIGKILL');
    await waitUntil(async () => ((await startOf(victim)) === undefined ? true : undefined), { deadlineMs: 60_000 });
  }

  afterAll(async () => {
    await engine.down();
    for (const path of [places.state, places.lock]) await rm(path, { recursive: true, force: true });
  });

  it('is one LocalStack, however often and from wherever it is started', async () => {
    await Promise.all([engine.up(silent), once(upElsewhere(), 'exit')]);
    const first = await pid();
    await engine.up(silent);
    expect(await pid()).toBe(first);
  });

  it('starts anew after LocalStack was killed', async () => {
    await engine.up(silent);
    const killed = await pid();
    await kill(killed);
    expect((await engine.status()).running).toBe(false);
    await engine.up(silent);
    expect(await pid()).not.toBe(killed);
  });

  it('leaves nothing behind when LocalStack was killed, and can be stopped twice', async () => {
    await engine.up(silent);
    const localstack = await pid();
    expect((await processesOf(places.state)).length).toBeGreaterThan(1);
    await kill(localstack);
    await engine.down();
    await expectNothingLeft();
    await engine.down();
  });

  it('leaves nothing behind when the command line was killed while it started', async () => {
    await engine.down();
    const command = upElsewhere();
    const started = async () => ((await processesOf(places.state)).length > 0 ? true : undefined);
    await waitUntil(started, { deadlineMs: 60_000 });
    command.kill('SIGKILL');
    await once(command, 'exit');
    await engine.down();
    await expectNothingLeft();
  });

  it('keeps every file in its own folders, and leaves none', async () => {
    await engine.down();
    const temporary = await mkdtemp(join(tmpdir(), 'faultline-lifecycle-'));
    const Bucket = `lifecycle-${port}`;
    const s3 = new S3Client({ endpoint: `http://127.0.0.1:${port}`, forcePathStyle: true });
    try {
      await once(upElsewhere({ TMPDIR: temporary }), 'exit');
      await s3.send(new CreateBucketCommand({ Bucket }));
      await s3.send(new PutObjectCommand({ Bucket, Key: 'large', Body: Buffer.alloc(2_000_000) }));
      expect(await readdir(join(places.temp, 's3'))).toContain(Bucket);
      await engine.down();
      expect(await readdir(temporary)).toEqual([]);
      expect(existsSync(join('/tmp/localstack-s3-storage', Bucket))).toBe(false);
      await expectNothingLeft();
    } finally {
      s3.destroy();
      await rm(temporary, { recursive: true });
    }
  });

  it('leaves nothing behind when its start is interrupted', async () => {
    await engine.down();
    const controller = new AbortController();
    const interrupt = (line: string) => line === 'starting LocalStack' && controller.abort(new Error('Ctrl-C'));
    await expect(engine.up(interrupt, controller.signal)).rejects.toThrow('Ctrl-C');
    await expectNothingLeft();
  });
});
