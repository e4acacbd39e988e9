import { setTimeout as pause } from 'node:timers/promises';
import { PutFunctionConcurrencyCommand, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { deployZip, lambda } from './zip-function.ts';

const handler = `
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
let calls = 0;
const ticks = [];
setInterval(() => ticks.push(Date.now()), 5);
export const handler = async (event, context) => {
  calls += 1;
  console.log('call', calls);
  while (ticks.length < event.ticks) await new Promise((resolve) => setTimeout(resolve, 1));
  if (event.sleep) await new Promise((resolve) => setTimeout(resolve, event.sleep));
  if (event.exit !== undefined) process.exit(event.exit);
  const marker = tmpdir() + '/marker';
  const marked = existsSync(marker);
  writeFileSync(marker, '');
  return { calls, ticks, marked, remaining: context.getRemainingTimeInMillis(), pid: process.pid, env: process.env };
};`;

interface Echo {
  readonly calls: number;
  readonly ticks: readonly number[];
  readonly marked: boolean;
  readonly remaining: number;
  readonly pid: number;
  readonly env: Readonly<Record<string, string>>;
}

interface ListedEnvironment {
  readonly id: string;
  readonly function: string;
  readonly state: string;
  readonly pid: number | null;
  readonly requestId: string | null;
}

async function environmentsOf(name: string): Promise<ListedEnvironment[]> {
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL}/_localstack/faultline/environments`);
  const { environments } = (await answer.json()) as { environments: ListedEnvironment[] };
  return environments.filter((environment) => environment.function === name);
}

async function untilBusy(name: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await environmentsOf(name)).some(({ state, requestId }) => state === 'busy' && requestId !== null)) {
    if (Date.now() > deadline) throw new Error(`${name} was not invoked within 60 s`);
    await pause(20);
  }
}

async function act(id: string, action: string): Promise<number> {
  const url = `${process.env.AWS_ENDPOINT_URL}/_localstack/faultline/environments/${id}/${action}`;
  return (await fetch(url, { method: 'POST' })).status;
}

describe('an execution environment without Docker', () => {
  it('is cold once, then warm, and frozen in between', async () => {
    await using fn = await deployZip({ 'index.mjs': handler });
    const cold = await fn.invoke({ ticks: 3 });
    const before = cold.payload as Echo;
    const frozen = Date.now();
    await pause(400);
    const thawed = Date.now();
    const warm = await fn.invoke();
    const after = warm.payload as Echo;
    // What a caller gets of the log says nothing of the start; CloudWatch Logs do.
    expect(cold.log).toMatch(/^START RequestId.*END RequestId.*REPORT .*Init Duration: /s);
    expect((await fn.logLines(/^REPORT/))[0]).toMatch(/^INIT_START/);
    expect(warm.log).not.toContain('Init');
    expect(after).toMatchObject({ calls: 2, pid: before.pid, marked: true });
    // It would be about 80, and is none however busy the machine is: the runtime reads the same clock.
    expect(after.ticks.filter((tick) => frozen < tick && tick < thawed)).toEqual([]);
  });

  it('knows its remaining time', async () => {
    await using fn = await deployZip({ 'index.mjs': handler }, { Timeout: 2 });
    const { remaining } = (await fn.invoke({ sleep: 500 })).payload as Echo;
    expect(remaining).toBeGreaterThan(1000);
    expect(remaining).toBeLessThanOrEqual(1500);
  });

  it('is killed by its time-out, and the next call is cold', async () => {
    await using fn = await deployZip({ 'index.mjs': handler }, { Timeout: 1 });
    const { error, payload } = await fn.invoke({ sleep: 5000 });
    expect(error).toBe('Unhandled');
    expect(payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [-0-9a-f]+ Error: Task timed out after 1.00 seconds$/),
    });
    const next = await fn.invoke();
    expect(next.payload).toMatchObject({ calls: 1 });
    expect(next.log).toContain('Init Duration');
    const lines = await fn.logLines(/Status: timeout/);
    expect(lines.find((line) => /^\S+Z \S+ Task timed out after 1.00 seconds/.test(line))).toBeDefined();
  });

  it('reports a crash, and the next call is cold', async () => {
    await using fn = await deployZip({ 'index.mjs': handler });
    const { payload, log } = await fn.invoke({ exit: 3 });
    expect(payload).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/),
    });
    expect(log).toContain('INFO\tcall 1');
    expect((await fn.invoke()).payload).toMatchObject({ calls: 1 });
  });

  it('reports an init that fails', async () => {
    await using fn = await deployZip({ 'index.mjs': "throw new RangeError('no table');" });
    const { error, payload, log } = await fn.invoke();
    expect(error).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType: 'RangeError', errorMessage: 'no table' });
    expect(log).toMatch(/INIT_REPORT Init Duration: \S+ ms\tPhase: init\tStatus: error\tError Type: RangeError/);
  });

  it('names a missing module and a missing handler', async () => {
    await using noModule = await deployZip({ 'index.js': "require('not-there')" });
    await using noHandler = await deployZip({ 'index.mjs': '' });
    expect((await noModule.invoke()).payload).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
    expect((await noHandler.invoke()).payload).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  });

  it("has Lambda's environment variables and its own, and nothing of the developer's shell", async () => {
    await using fn = await deployZip({ 'index.mjs': handler }, { Environment: { Variables: { MINE: 'yes' } } });
    const { env } = (await fn.invoke()).payload as Echo;
    expect(env).toMatchObject({
      AWS_LAMBDA_FUNCTION_NAME: fn.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_REGION: 'us-east-1',
      MINE: 'yes',
      TZ: ':UTC',
      _HANDLER: 'index.handler',
    });
    const foreign = [
      'HOME',
      'USER',
      'SHELL',
      'PWD',
      'GATEWAY_LISTEN',
      'LAMBDA_RUNTIME_EXECUTOR',
      'LOCALSTACK_RUNTIME_ID',
    ];
    expect(Object.keys(env).filter((name) => foreign.includes(name))).toEqual([]);
  });

  it('has a temporary folder of its own', async () => {
    await using fn = await deployZip({ 'index.mjs': handler });
    const both = await Promise.all([fn.invoke({ sleep: 500 }), fn.invoke({ sleep: 500 })]);
    const echoes = both.map(({ payload }) => payload as Echo);
    expect(new Set(echoes.map(({ pid }) => pid)).size).toBe(2);
    expect(echoes.map(({ marked }) => marked)).toEqual([false, false]);
  });

  it('keeps its log lines in order in CloudWatch Logs', async () => {
    await using fn = await deployZip({ 'index.mjs': handler });
    await fn.invoke();
    const lines = await fn.logLines(/^REPORT/);
    expect(lines.map((line) => line.split(/[ \t]/)[0])).toEqual([
      'INIT_START',
      'START',
      expect.stringMatching(/Z$/),
      'END',
      'REPORT',
    ]);
  });

  it('runs new code after an update and lets the old invocation end', async () => {
    await using fn = await deployZip({ 'index.mjs': handler });
    const old = fn.invoke({ sleep: 1500 });
    await untilBusy(fn.name);
    await fn.updateCode({ 'index.mjs': "export const handler = async () => 'new';" });
    expect((await fn.invoke()).payload).toBe('new');
    expect((await old).payload).toMatchObject({ calls: 1 });
    const lines = await fn.logLines(/Duration: 15\d\d/);
    expect(lines.filter((line) => line.startsWith('START'))).toHaveLength(2);
  });
});

describe('custom runtimes', () => {
  const bootstrap = `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
while true; do
  headers=$(mktemp)
  event=$(curl -sS -D "$headers" "$api/invocation/next")
  id=$(grep -i lambda-runtime-aws-request-id "$headers" | tr -d '[:space:]' | cut -d: -f2)
  echo "event $event"
  curl -sS -o /dev/null "$api/invocation/$id/response" -d "{\\"echo\\":$event}"
done
`;

  it.each(['provided.al2023', 'provided.al2'] as const)('%s runs a bootstrap', async (runtime) => {
    await using fn = await deployZip({ bootstrap }, { Runtime: runtime });
    const { payload, log } = await fn.invoke({ n: 1 });
    expect(payload).toEqual({ echo: { n: 1 } });
    expect(log).toContain('event {"n":1}');
  });
});

describe('reserved concurrency', () => {
  const reserve = (name: string, executions: number) =>
    lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions: executions }));

  it('answers 429 past the limit', async () => {
    await using fn = await deployZip({ 'index.mjs': handler });
    await reserve(fn.name, 1);
    const both = await Promise.allSettled([fn.invoke({ sleep: 800 }), fn.invoke({ sleep: 800 })]);
    const refused = both.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBeInstanceOf(TooManyRequestsException);
    expect(refused[0]).toMatchObject({
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
  });

  it('of zero throttles everything', async () => {
    await using fn = await deployZip({ 'index.mjs': handler });
    await reserve(fn.name, 0);
    await expect(fn.invoke()).rejects.toBeInstanceOf(TooManyRequestsException);
  });
});

describe('the routes of the executor', () => {
  it('list environments and kill one', async () => {
    await using fn = await deployZip({ 'index.mjs': handler });
    const { pid } = (await fn.invoke()).payload as Echo;
    const [environment] = await environmentsOf(fn.name);
    expect(environment).toMatchObject({ function: fn.name, state: 'idle', pid });
    expect(await act(environment?.id ?? '', 'kill')).toBe(202);
    expect((await fn.invoke()).payload).toMatchObject({ calls: 1 });
  });

  it('pause an environment until it is resumed', async () => {
    await using fn = await deployZip({ 'index.mjs': handler }, { Timeout: 3 });
    await fn.invoke();
    const [environment] = await environmentsOf(fn.name);
    expect(await act(environment?.id ?? '', 'pause')).toBe(202);
    const started = Date.now();
    const late = fn.invoke();
    setTimeout(() => void act(environment?.id ?? '', 'resume'), 500);
    expect((await late).payload).toMatchObject({ calls: 2 });
    expect(Date.now() - started).toBeGreaterThanOrEqual(500);
  });

  it('answer 404 for what is not there', async () => {
    expect(await act('nobody', 'kill')).toBe(404);
    expect(await act('nobody', 'dance')).toBe(404);
  });
});
