import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { deployZip, lambda } from './zip-function.ts';

// AWS's own runtime clients, and what speaks the Runtime API without one. Go and Rust are compiled from their public packages, which
// takes minutes: FAULTLINE_TEST_COMPILED=1.
const compiled = process.env.FAULTLINE_TEST_COMPILED === '1';
if (compiled) jest.setTimeout(900_000);

const sources = join(import.meta.dirname, 'runtime-clients');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'faultline-clients-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A language: how its function is packed, and the errors that its client reports. */
interface Client {
  readonly settings: Partial<CreateFunctionCommandInput>;
  readonly files: () => Promise<Record<string, string | Uint8Array>>;
  readonly fails: object;
  readonly panics?: object;
}

const bootstrapSettings = { Runtime: 'provided.al2023', Handler: 'bootstrap' } as const;
const source = (...path: string[]) => readFileSync(join(sources, ...path));

async function buildGo(): Promise<Uint8Array> {
  cpSync(join(sources, 'go'), join(folder, 'go'), { recursive: true });
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
  await run('go', ['build', '-tags', 'lambda.norpc', '-o', 'bootstrap', '.'], { cwd: join(folder, 'go'), env });
  return readFileSync(join(folder, 'go', 'bootstrap'));
}

async function buildRust(): Promise<Uint8Array> {
  cpSync(join(sources, 'rust'), join(folder, 'rust'), { recursive: true });
  await run('cargo', ['build', '--quiet'], { cwd: join(folder, 'rust'), maxBuffer: 1e8 });
  const program = join(folder, 'rust', 'target', 'debug', 'bootstrap');
  await run('strip', [program]);
  return readFileSync(program);
}

const clients: Record<string, Client> = {
  'a shell script': {
    settings: bootstrapSettings,
    files: async () => ({ bootstrap: source('shell', 'bootstrap') }),
    fails: { errorType: 'Told', errorMessage: 'told to fail' },
  },
  'awslambdaric (Python)': {
    settings: { Runtime: 'python3.13', Handler: 'app.handler' },
    files: async () => ({ 'app.py': source('python', 'app.py') }),
    fails: { errorType: 'RuntimeError', errorMessage: 'told to fail' },
  },
  'the engine (Node.js)': {
    settings: { Runtime: 'nodejs24.x', Handler: 'index.handler' },
    files: async () => ({ 'index.mjs': source('node', 'index.mjs') }),
    fails: { errorType: 'Error', errorMessage: 'told to fail' },
  },
  ...(compiled && {
    'aws-lambda-go': {
      settings: bootstrapSettings,
      files: async () => ({ bootstrap: await buildGo() }),
      fails: { errorType: 'errorString', errorMessage: 'told to fail' },
      panics: { errorType: 'string', errorMessage: 'told to panic' },
    },
    'lambda_runtime (Rust)': {
      settings: bootstrapSettings,
      files: async () => ({ bootstrap: await buildRust() }),
      fails: { errorType: expect.any(String), errorMessage: 'told to fail' },
      panics: { errorType: expect.any(String), errorMessage: expect.stringContaining('told to panic') },
    },
  }),
};

describe.each(Object.entries(clients))('a function on %s', (_, client) => {
  let files: Record<string, string | Uint8Array>;
  beforeAll(async () => {
    files = await client.files();
  });
  const deploy = (settings: Partial<CreateFunctionCommandInput> = {}) =>
    deployZip(files, { ...client.settings, MemorySize: 512, Timeout: 10, ...settings });
  const task = (fields: object = {}) => ({ do: '', sleepMs: 0, bytes: 0, text: '', ...fields });

  it('answers, and knows its request, trace and deadline', async () => {
    await using fn = await deploy();
    const { payload, log } = await fn.invoke(task({ text: 'hello' }));
    const [, requestId] = /START RequestId: (\S+)/.exec(log) ?? [];
    const { leftMs, ...answer } = payload as { leftMs: number };
    expect(answer).toEqual({
      received: 5,
      requestId,
      trace: expect.stringMatching(/^Root=1-\S+;Parent=\S+;Sampled=/),
      text: '',
    });
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThanOrEqual(10_000);
    expect(log).toContain('told');
  });

  it('takes six megabytes and gives as many back', async () => {
    await using fn = await deploy({ Timeout: 30 });
    const large = await fn.invoke(task({ text: 'y'.repeat(6_000_000) }));
    expect(large.payload).toMatchObject({ received: 6_000_000 });
    const { payload } = await fn.invoke(task({ bytes: 6_000_000 }));
    expect((payload as { text: string }).text).toHaveLength(6_000_000);
    const tooLarge = await fn.invoke(task({ bytes: 6_500_000 }));
    expect(tooLarge.payload).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
    expect((await fn.invoke(task({ text: 'after' }))).payload).toMatchObject({ received: 5 });
  });

  it('reports its errors and goes on', async () => {
    await using fn = await deploy();
    const { error, payload } = await fn.invoke(task({ do: 'fail' }));
    expect(error).toBe('Unhandled');
    expect(payload).toMatchObject(client.fails);
    expect((await fn.invoke(task({ text: 'on' }))).payload).toMatchObject({ received: 2 });
  });

  const itIfItPanics = client.panics === undefined ? it.skip : it;
  itIfItPanics('reports a panic and goes on', async () => {
    await using fn = await deploy();
    expect((await fn.invoke(task({ do: 'panic' }))).payload).toMatchObject(client.panics ?? {});
    expect((await fn.invoke(task({ text: 'on' }))).payload).toMatchObject({ received: 2 });
  });

  it('may end in the middle, and starts anew', async () => {
    await using fn = await deploy();
    expect((await fn.invoke(task({ do: 'exit' }))).payload).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 7$/),
    });
    const next = await fn.invoke(task({ text: 'new' }));
    expect(next.payload).toMatchObject({ received: 3 });
    expect(next.log).toContain('Init Duration');
  });

  it('is ended by its time-out, and starts anew', async () => {
    await using fn = await deploy({ Timeout: 1 });
    const { payload } = await fn.invoke(task({ do: 'sleep', sleepMs: 5_000 }));
    expect(payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect((await fn.invoke(task({ text: 'new' }))).payload).toMatchObject({ received: 3 });
  });

  it('may fail to start', async () => {
    await using fn = await deploy({ Environment: { Variables: { FAIL_INIT: '1' } } });
    expect((await fn.invoke(task())).payload).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/),
    });
    expect(await fn.logLines(/^REPORT/)).toContainEqual(expect.stringContaining('init fails'));
  });
});

describe('a bootstrap that cannot start', () => {
  it.each<[string, Parameters<typeof deployZip>[0], string]>([
    [
      'has no interpreter',
      { bootstrap: '#!/no/such/interpreter\n' },
      'fork/exec /var/task/bootstrap: no such file or directory',
    ],
    [
      'is no program',
      { bootstrap: 'neither script nor program\n' },
      'fork/exec /var/task/bootstrap: exec format error',
    ],
    [
      'was packed without its executable bit',
      { bootstrap: [Buffer.from('#!/bin/sh\n'), { os: 3, attrs: 0o100644 << 16 }] },
      'fork/exec /var/task/bootstrap: permission denied',
    ],
    ['is not there', { other: '' }, "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"],
  ])('because it %s is named', async (_, files, reason) => {
    await using fn = await deployZip(files, bootstrapSettings);
    expect((await fn.invoke()).payload).toEqual({
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: /),
    });
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: fn.name }));
    expect(Buffer.from(Payload ?? []).toString()).toContain(reason);
  });
});
