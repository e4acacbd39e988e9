import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { sampleRun, sampleStart, writeSampleRun } from '../../report/testing/sample-run.ts';
import { openAskLines } from '../../run/asks.ts';
import { runFiles } from '../../run/run-files.ts';
import { append, beyondOf, writeUnderWay } from '../testing/run-under-way.ts';
import { type LiveServer, serveLive } from './serve.ts';
import { type Moment, openView } from './view.ts';

const hostile = `"'><script>document.title='owned'</script>`;
const run = sampleRun({ count: 60, seed: 7, verdict: 'fail', hostile });
const token = 'secret-of-this-test-and-of-no-other';
let dir = '';
let server: LiveServer;
let isRunning = true;
let now = sampleStart + 50_000;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-live-'));
  isRunning = true;
  now = sampleStart + 50_000;
  await writeUnderWay(dir, run, sampleStart);
  const view = openView({
    ...{ dir, now: () => now, cpuMs: () => 0, isRunning: async () => isRunning },
    beyond: { read: async () => beyondOf(run), close: () => undefined },
  });
  server = await serveLive({ port: 0, token, view: async () => view });
});

afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

const at = (path: string) => new URL(path, server.address).href;
const own = { 'x-faultline-token': token };

async function moment(): Promise<Moment & { isLast: boolean }> {
  const answer = await fetch(at('/now'), { headers: own });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Moment & { isLast: boolean };
}

async function ask(body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; error?: string }> {
  const sent = { ...own, 'content-type': 'application/json', ...headers };
  const answer = await fetch(at('/ask'), { method: 'POST', headers: sent, body: JSON.stringify(body) });
  return { status: answer.status, ...((await answer.json()) as object) };
}

function textsOf(markup: string, selector: string): string[] {
  const { document } = parseHTML(`<!doctype html><html><body>${markup}</body></html>`);
  return [...document.querySelectorAll(selector)].map((element) => element.textContent ?? '');
}

describe('the live page', () => {
  it('is one page that loads nothing, holds nothing of the run, and may be framed by nobody', async () => {
    const answer = await fetch(at('/'));
    const page = await answer.text();
    expect(answer.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    expect(page).toContain('connect-src &#39;self&#39;;');
    expect(page).not.toMatch(/(src|href)="(?!#|data:,)/);
    expect(page).not.toContain(token);
    expect(page).not.toContain(run.manifest.claim);
  });

  it('tells what the run does, with its numbers, switches, charts and log', async () => {
    const { stage, claim, canAbort, html, isLast } = await moment();
    expect({ stage, claim, canAbort, isLast }).toEqual({
      ...{ stage: 'Load and faults', claim: run.manifest.claim, canAbort: true, isLast: false },
    });
    const figures = textsOf(html.figures, '.figures > div');
    expect(figures[0]).toMatch(/^Orders.* sent60of 60$/);
    expect(figures.some((text) => /^Budget burnt\d/.test(text))).toBe(true);
    expect(textsOf(html.switches, '[role=switch]').map((text) => text.trim())).toEqual(['off', 'on', 'off']);
    expect(textsOf(html.panels, '.panel h3').length).toBeGreaterThan(6);
    expect(textsOf(html.panels, 'svg.wide').length).toBeGreaterThan(6);
    expect(textsOf(html.journal, 'li')[0]).toMatch(/0:4[45] fault:late started/);
  });

  it('shows what is written meanwhile, and does not draw for it', async () => {
    const before = await moment();
    await append(dir, runFiles.client, [
      { ...run.client[0], at: now - 1_000, endedAt: now - 500, request: 999, key: 'new' },
    ]);
    const after = await moment();
    expect(textsOf(after.html.figures, '.figures > div')[0]).toMatch(/^Orders.* sent61of 60$/);
    expect(after.html.panels).toBe(before.html.panels);
    now += 5_000;
    await moment();
    expect((await moment()).html.panels).not.toBe(before.html.panels);
  });

  it('tells the story of a key, of an id, or which ones may be meant', async () => {
    const story = async (key: string) => {
      const answer = await fetch(at(`/story?key=${encodeURIComponent(key)}`), { headers: own });
      return ((await answer.json()) as { html: string }).html;
    };
    expect(textsOf(await story('key-3'), 'h3')).toEqual(['ord-00003']);
    const words = textsOf(await story('ord-00003'), 'td.words');
    expect(words.some((text) => text.startsWith('request key-3'))).toBe(true);
    expect(words.some((text) => text.startsWith('begins'))).toBe(true);
    expect(textsOf(await story('ord-0000'), 'button[data-key]')).toHaveLength(8);
    expect(textsOf(await story('nobody'), 'h3')).toEqual(['Nobody knows nobody']);
    expect(await story(hostile)).not.toContain('<script');
  });

  it('asks the run for its faults and for its end, and says what cannot be asked', async () => {
    const asked = openAskLines(dir);
    expect(await ask({ ask: 'withdraw', fault: 'late' })).toEqual({ status: 202 });
    expect(await ask({ ask: 'inject', fault: 'slow' })).toEqual({ status: 202 });
    expect(await ask({ ask: 'abort' })).toEqual({ status: 202 });
    expect(asked()).toEqual([{ ask: 'withdraw', fault: 'late' }, { ask: 'inject', fault: 'slow' }, { ask: 'abort' }]);
    expect(await ask({ ask: 'delete' })).toMatchObject({ status: 400, error: expect.stringMatching(/^expected/) });
    expect(await ask({ ask: 'inject', fault: 'x'.repeat(2_000) })).toMatchObject({ status: 400 });
    await append(dir, runFiles.journal, [{ at: now, step: 'quiet', status: 'started' }]);
    expect(await ask({ ask: 'inject', fault: 'slow' })).toMatchObject({
      status: 409,
      error: expect.stringMatching(/only while the method/),
    });
    await append(dir, runFiles.journal, [{ at: now, step: 'experiment', status: 'completed' }]);
    expect(await ask({ ask: 'abort' })).toMatchObject({
      status: 409,
      error: expect.stringMatching(/no experiment is under way/),
    });
    expect(asked()).toEqual([]);
  });

  it('answers no page but its own', async () => {
    const asked = openAskLines(dir);
    expect((await fetch(at('/now'))).status).toBe(401);
    expect(await ask({ ask: 'abort' }, { 'x-faultline-token': 'guessed' })).toMatchObject({ status: 401 });
    expect(await ask({ ask: 'abort' }, { origin: 'https://evil.example' })).toEqual({
      ...{ status: 403, error: expect.stringMatching(/^a page of https:\/\/evil.example asked; only the page at/) },
    });
    const { port } = new URL(server.address);
    const rebound = await new Promise((resolve, reject) => {
      const headers = { ...own, host: `evil.example:${port}` };
      request({ port, path: '/now', headers }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect(rebound).toBe(421);
    expect(asked()).toEqual([]);
  });

  it('says that the runner is gone, and then asks nothing of it', async () => {
    isRunning = false;
    await moment();
    const { stage, canAbort } = await moment();
    expect({ stage, canAbort }).toEqual({
      stage: 'The runner has ended in the middle of its experiment',
      canAbort: false,
    });
    expect(await ask({ ask: 'abort' })).toMatchObject({ status: 409 });
  });

  it('shows all of a run that is judged, with the stories of anybody', async () => {
    await moment();
    await writeSampleRun(dir, run);
    now += 5_000;
    await moment();
    const { stage, where, html } = await moment();
    expect(stage).toBe('The run is over: fail');
    expect(where).toMatch(/report: runs\/.*report\.html$/);
    expect(textsOf(html.figures, '.note')).toContain('all of the run');
    const answer = await fetch(at('/story?key=ord-00003'), { headers: own });
    const words = textsOf(((await answer.json()) as { html: string }).html, 'td.words');
    expect(words.some((text) => text.startsWith('charge') || text.startsWith('commit') || /done/.test(text))).toBe(
      true,
    );
  });

  it('gives the last news to a page that looks, and ends', async () => {
    await moment();
    const closing = server.close();
    expect((await moment()).isLast).toBe(true);
    await closing;
    await expect(fetch(at('/'))).rejects.toThrow();
  });

  it('says which port is in use, and what to do', async () => {
    const port = Number(new URL(server.address).port);
    const second = serveLive({ port, token, view: () => Promise.reject(new Error('never asked')) });
    await expect(second).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^port ${port} is in use`)),
      hint: expect.stringMatching(`--page-port ${port + 1}`),
    });
  });

  it('says what keeps it from being drawn', async () => {
    const broken = await serveLive({ port: 0, token, view: () => Promise.reject(new Error('no such folder')) });
    try {
      const answer = await fetch(new URL('/now', broken.address), { headers: own });
      expect(answer.status).toBe(500);
      expect(await answer.json()).toEqual({ error: 'the page cannot be drawn: no such folder' });
    } finally {
      await broken.close();
    }
  });

  it('changes no file of the run but by what is asked', async () => {
    const files = [runFiles.client, runFiles.journal, runFiles.metrics, runFiles.manifest];
    const read = () => Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')));
    const before = await read();
    for (let look = 0; look < 3; look += 1) await moment();
    expect(await read()).toEqual(before);
  });
});
