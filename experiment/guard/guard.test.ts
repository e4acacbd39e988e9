import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../kernel/wait-until.ts';
import { GuardGone, startGuard } from './start-guard.ts';

/** As much of LocalStack as a guard asks: one fault of the cloud, and a chaos table without rules and notes. */
class FakeCloud {
  faults: object[] = [{ id: 'late', fault: 'api-latency', target: { service: 'dynamodb' } }];
  wasCleared = false;
  readonly server: Server = createServer((request, response) => {
    const answer = (body: unknown) => response.end(JSON.stringify(body));
    if (request.url === '/_localstack/chaos/faults' && request.method === 'POST') {
      this.faults = [];
      this.wasCleared = true;
    }
    if (request.url === '/_localstack/chaos/faults') answer(this.faults);
    else if (request.url === '/_localstack/chaos/effects') answer({ latency: 0 });
    else answer({ Items: [], Count: 0 });
  });

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

let fake: FakeCloud;
let runDir = '';
const job = (beatWithinMs = 60_000) => ({
  cloud: { kind: 'localstack' as const, endpoint: fake.endpoint, region: 'us-east-1', accountId: '0', environment: {} },
  chaos: { table: 'shop-chaos', functions: {} },
  runDir,
  beatWithinMs,
});
const journal = async () =>
  (await readFile(join(runDir, 'journal.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

beforeEach(async () => {
  runDir = await mkdtemp(join(tmpdir(), 'faultline-guard-'));
  fake = new FakeCloud();
  fake.server.listen(0, '127.0.0.1');
  await once(fake.server, 'listening');
});

afterEach(async () => {
  fake.server.closeAllConnections();
  fake.server.close();
  await rm(runDir, { recursive: true });
});

describe('a guard', () => {
  it('goes when it is released, and ends nothing', async () => {
    const guard = await startGuard(job());
    await guard.release();
    expect(fake.wasCleared).toBe(false);
    expect(guard.gone.aborted).toBe(false);
    expect(() => process.kill(guard.pid as number, 0)).toThrow('ESRCH');
  });

  it('ends all faults when its pipe closes, writes it down and goes', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    child.stdin.write(`${JSON.stringify({ ...job(), settleMs: 300 })}\n`);
    await once(child.stdout, 'data');
    child.stdin.end();
    expect(await exited).toEqual([0, null]);
    expect(fake.wasCleared).toBe(true);
    const lines = await journal();
    expect(lines.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'guard started',
      'guard completed',
      'experiment interrupted',
    ]);
    expect(lines[1].detail).toMatchObject({ ended: [{ id: 'late' }], problems: [] });
    expect(lines[2].detail.error).toMatch(
      /^the runner has ended without ending its faults; its guard ended 1 fault in \d+ ms$/,
    );
  });

  it('ends all faults when its runner is silent for too long, and the runner hears of it', async () => {
    // Beats come each quarter of this: a runner that hangs in its own code sends none.
    const guard = await startGuard(job(300), 0);
    const until = Date.now() + 1_500;
    while (Date.now() < until);
    await new Promise((resolve) => guard.gone.addEventListener('abort', resolve));
    expect(guard.gone.reason).toBeInstanceOf(GuardGone);
    expect(fake.faults).toEqual([]);
    expect((await journal())[0].detail.why).toMatch(/no sign of life for \d+ ms/);
  });

  it('goes at once when the cloud itself has ended, and its faults with it', async () => {
    const guard = await startGuard(job(300), 60_000);
    fake.server.closeAllConnections();
    fake.server.close();
    const until = Date.now() + 1_500;
    while (Date.now() < until);
    await new Promise((resolve) => guard.gone.addEventListener('abort', resolve));
    expect((await journal())[1]).toMatchObject({
      step: 'guard',
      status: 'completed',
      detail: { ended: [], problems: [] },
    });
  });

  it('does not keep a runner that leaves it from ending, and then ends all faults', async () => {
    const script = `
      import { startGuard } from ${JSON.stringify(join(import.meta.dirname, 'start-guard.ts'))};
      const guard = await startGuard(${JSON.stringify(job())}, 0);
      guard.leave();
    `;
    const runner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(runner, 'exit')).toEqual([0, null]);
    const last = async () => (await journal().catch(() => [])).at(-1);
    const ended = await waitUntil(async () => ((await last())?.status === 'interrupted' ? true : undefined), {
      deadlineMs: 30_000,
    });
    expect(ended).toBe(true);
    expect(fake.faults).toEqual([]);
  });

  it('says why it cannot stand guard', async () => {
    const { cloud, ...rest } = job();
    const unreachable = { ...rest, cloud: { ...cloud, endpoint: 'http://127.0.0.1:9' } };
    await expect(startGuard(unreachable)).rejects.toThrow(/^The guard process ended \(exit code 1: .*fetch failed/s);
  });

  it('is missed when somebody kills it', async () => {
    const guard = await startGuard(job());
    process.kill(guard.pid as number, 'SIGKILL');
    await new Promise((resolve) => guard.gone.addEventListener('abort', resolve));
    expect(String(guard.gone.reason)).toContain('The guard process ended (SIGKILL)');
    await guard.release();
  });
});
