import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../kernel/cloud.ts';
import { waitUntil } from '../kernel/wait-until.ts';
import type { ClientAttempt } from '../run/run-files.ts';
import { arrivals as evenly } from './arrivals.ts';
import type { LoadProgress } from './follow-client-log.ts';
import { runLoad } from './run-load.ts';

describe('a load test by Artillery, against a real HTTP server', () => {
  let server: Server;
  let target: string;
  let runDir: string;
  let arrivals: string[];

  beforeEach(async () => {
    arrivals = [];
    runDir = mkdtempSync(join(tmpdir(), 'faultline-load-'));
    server = createServer((request, response) => {
      arrivals.push(String(request.headers['x-key']));
      // Every third request is lost on the way back.
      if (arrivals.length % 3 === 0) return void request.socket.destroy();
      response.end('done');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    rmSync(runDir, { recursive: true });
  });

  const shared = () => ({
    target,
    system: join(import.meta.dirname, 'testing/counting-system.ts'),
    cloud: localstackCloud('http://127.0.0.1:4566'),
    seed: 3,
    keyPrefix: 'run',
    runDir,
  });
  const attempts = () =>
    readFileSync(join(runDir, 'client.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ClientAttempt);

  it('sends every operation of the seed, again where its outcome is unknown', async () => {
    const reports: LoadProgress[] = [];
    const { signal } = new AbortController();
    const report = (progress: LoadProgress) => void reports.push(progress);
    const sent = await runLoad({ ...shared(), arrivals: evenly(12, 12, 12), signal, report });
    expect(sent.operationsSent).toBe(12);
    expect(sent.firstRequestAt).toBe(Math.min(...attempts().map(({ at }) => at)));
    expect(reports.at(-1)).toEqual(sent);
    expect(attempts()).toHaveLength(arrivals.length);
    expect(attempts().some(({ outcome }) => outcome === 'info')).toBe(true);
    const planned = Array.from({ length: 12 }, (_, index) => `run-${index + 1}`);
    const answered = attempts().flatMap(({ outcome, key }) => (outcome === 'ok' ? [key] : []));
    expect(new Set(answered)).toEqual(new Set(planned));
  });

  it('numbers the operations of a second load after those of the first, and counts only its own', async () => {
    const { signal } = new AbortController();
    const load = { ...shared(), signal, report: () => undefined };
    const first = await runLoad({ ...load, arrivals: evenly(4, 20, 20) });
    const second = await runLoad({ ...load, arrivals: evenly(6, 20, 4), after: 4 });
    expect([first.operationsSent, second.operationsSent]).toEqual([4, 6]);
    expect([...new Set(attempts().map(({ request }) => request))].sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  });

  it('stops at once when it is aborted', async () => {
    const abort = new AbortController();
    const load = { ...shared(), arrivals: evenly(1_000, 10, 10), signal: abort.signal };
    const running = runLoad({ ...load, report: () => abort.abort(new Error('enough')) });
    await expect(running).rejects.toThrow('enough');
    const sent = arrivals.length;
    expect(sent).toBeLessThan(200);
    expect(existsSync(join(runDir, 'client.jsonl'))).toBe(true);
  });

  it('does not outlive a runner that is killed', async () => {
    const load = { ...shared(), arrivals: evenly(1_000, 10, 10) };
    const script = `import { runLoad } from './loadtest/run-load.ts';
      await runLoad({ ...${JSON.stringify(load)}, signal: new AbortController().signal, report() {} });`;
    const runner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    await waitUntil(() => (arrivals.length > 0 ? true : undefined), { deadlineMs: 30_000 });
    runner.kill('SIGKILL');
    let seen = -1;
    const silent = () => {
      if (arrivals.length === seen) return true;
      seen = arrivals.length;
      return undefined;
    };
    expect(await waitUntil(silent, { deadlineMs: 10_000, everyMs: 1_000 })).toBe(true);
  });

  const oneOf = (system: string) =>
    runLoad({
      ...shared(),
      system,
      arrivals: evenly(1, 1, 1),
      signal: new AbortController().signal,
      report: () => undefined,
    });

  it('says what Artillery says when it cannot run', async () => {
    await expect(oneOf(join(runDir, 'none.ts'))).rejects.toThrow(/Artillery ended with 1.*none\.ts/is);
  });

  it('says so when no user came so far as to send anything', async () => {
    const system = join(runDir, 'broken.mjs');
    const workload = `{ operation: (_, number) => ({ number, key: 'k' }), send: async () => { throw new Error('no plan'); } }`;
    writeFileSync(system, `export const system = { workload: async () => (${workload}) };`);
    await expect(oneOf(system)).rejects.toThrow(/No operation was sent.*no plan/is);
  });
});
