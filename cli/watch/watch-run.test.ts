import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sampleRun, writeSampleRun } from '../../report/testing/sample-run.ts';
import { type OpenJob, openJob } from '../run/job.ts';
import { openLivePage } from '../run/live-page.ts';
import { watchRun } from './watch-run.ts';

// Nobody listens there: what a run at this endpoint is, only its files tell.
const endpoint = 'http://127.0.0.1:9';
const options = { endpoint, port: 9, pagePort: 0 };

let dir = '';
let job: OpenJob | undefined;
let over: AbortController;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-watch-'));
  over = new AbortController();
});

afterEach(async () => {
  over.abort();
  await job?.close();
  job = undefined;
  await rm(dir, { recursive: true });
});

/** Watches, and tells where the page is and when watching has ended. */
async function watched(folder?: string) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const ended = watchRun(folder, options, over.signal, resolve);
  const address = await Promise.race([promise, ended.then(() => 'ended')]);
  const [, token = ''] = address.split('#');
  const claim = async () => {
    const answer = await fetch(new URL('/now', address), { headers: { 'x-faultline-token': token } });
    return ((await answer.json()) as { claim: string }).claim;
  };
  return { claim, ended };
}

async function writeRun(name: string): Promise<string> {
  const run = sampleRun({ count: 5, seed: 7, verdict: 'pass' });
  const folder = join(dir, name);
  await writeSampleRun(folder, { ...run, manifest: { ...run.manifest, claim: `the claim of ${name}` } });
  return folder;
}

describe('what is watched', () => {
  it('is the run in a folder, whatever runs elsewhere', async () => {
    const folder = await writeRun('one');
    job = await openJob(endpoint, { runDir: await writeRun('other'), title: 'x' });
    const { claim, ended } = await watched(folder);
    expect(await claim()).toBe('the claim of one');
    over.abort();
    await ended;
  });

  it('is the run that is under way, and then the next one there', async () => {
    job = await openJob(endpoint, { runDir: await writeRun('one'), title: 'x' });
    const { claim, ended } = await watched();
    expect(await claim()).toBe('the claim of one');
    await job.close();
    expect(await claim()).toBe('the claim of one');
    job = await openJob(endpoint, { runDir: await writeRun('two'), title: 'x' });
    expect(await claim()).toBe('the claim of two');
    over.abort();
    await ended;
  });

  it('is nothing that is not there', async () => {
    await expect(watched()).rejects.toThrow(`no experiment is under way at ${endpoint}`);
    await expect(watched(join(dir, 'nowhere'))).rejects.toThrow(/^there is no run at .*nowhere$/);
    await mkdir(join(dir, 'empty'));
    await writeFile(join(dir, 'empty', 'notes.txt'), '');
    await expect(watched(join(dir, 'empty'))).rejects.toThrow(/holds no run: expected manifest.json or journal.jsonl/);
  });
});

describe('the page of a run, in a process of its own', () => {
  const other = createServer();

  beforeAll(() => new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => other.close(resolve)));

  it('is served until it is closed', async () => {
    const page = await openLivePage(await writeRun('one'), 0);
    try {
      expect((await fetch(page.address)).status).toBe(200);
    } finally {
      await page.close();
    }
    await expect(fetch(page.address)).rejects.toThrow();
  });

  it('keeps the run from beginning where it cannot be served, and says why', async () => {
    const { port } = other.address() as AddressInfo;
    await expect(openLivePage(await writeRun('one'), port)).rejects.toMatchObject({
      message: expect.stringMatching(`^there is no live page: port ${port} is in use`),
      hint: expect.stringMatching(`--page-port ${port + 1}`),
    });
  });
});
