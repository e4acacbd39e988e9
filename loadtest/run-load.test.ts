import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../kernel/wait-until.ts';
import type { Attempt } from './customer.ts';
import type { LoadProgress } from './follow-client-log.ts';
import { plannedOrder } from './planned-order.ts';
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
      arrivals.push(String(request.headers['idempotency-key']));
      // Every third request is lost on the way back.
      if (arrivals.length % 3 === 0) return void request.socket.destroy();
      response.statusCode = 202;
      response.end(JSON.stringify({ orderId: `id-of-${arrivals.at(-1)}`, status: 'running' }));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    rmSync(runDir, { recursive: true });
  });

  const attempts = () =>
    readFileSync(join(runDir, 'client.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Attempt);

  it('places every order of the seed, again where its outcome is unknown', async () => {
    const reports: LoadProgress[] = [];
    const { signal } = new AbortController();
    const report = (progress: LoadProgress) => void reports.push(progress);
    const sent = await runLoad({ target, orders: 12, rate: 12, seed: 3, shop: 'shop', runDir, signal, report });
    expect(sent.ordersSent).toBe(12);
    expect(sent.firstRequestAt).toBe(Math.min(...attempts().map(({ at }) => at)));
    expect(reports.at(-1)).toEqual(sent);
    expect(attempts()).toHaveLength(arrivals.length);
    expect(attempts().some(({ status }) => status === null)).toBe(true);
    const planned = Array.from({ length: 12 }, (_, index) => plannedOrder(3, index + 1, 'shop').idempotencyKey);
    const answered = attempts().flatMap(({ status, idempotencyKey }) => (status === 202 ? [idempotencyKey] : []));
    expect(new Set(answered)).toEqual(new Set(planned));
  }, 60_000);

  it('numbers the orders of a second load after those of the first, and counts only its own', async () => {
    const { signal } = new AbortController();
    const shared = { target, rate: 20, seed: 3, shop: 'shop', runDir, signal, report: () => undefined };
    const first = await runLoad({ ...shared, orders: 4 });
    const second = await runLoad({ ...shared, orders: 6, rampTo: 4, after: 4 });
    expect([first.ordersSent, second.ordersSent]).toEqual([4, 6]);
    expect([...new Set(attempts().map(({ request }) => request))].sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
  }, 60_000);

  it('stops at once when it is aborted', async () => {
    const abort = new AbortController();
    const load = { target, orders: 1_000, rate: 10, seed: 3, shop: 'shop', runDir, signal: abort.signal };
    const running = runLoad({ ...load, report: () => abort.abort(new Error('enough')) });
    await expect(running).rejects.toThrow('enough');
    const sent = arrivals.length;
    expect(sent).toBeLessThan(200);
    expect(existsSync(join(runDir, 'client.jsonl'))).toBe(true);
  }, 60_000);

  it('does not outlive a runner that is killed', async () => {
    const load = { target, orders: 1_000, rate: 10, seed: 3, shop: 'shop', runDir };
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
  }, 60_000);

  it('says what Artillery says when it cannot run', async () => {
    const { signal } = new AbortController();
    const load = { target: '', orders: 1, rate: 1, seed: 3, shop: 'shop', runDir, signal, report: () => undefined };
    await expect(runLoad(load)).rejects.toThrow(/Artillery ended with .*target/is);
  }, 60_000);
});
