import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../report/testing/chromium.ts';
import { sampleRun, sampleStart } from '../report/testing/sample-run.ts';
import { openAskLines } from '../run/asks.ts';
import { runFiles } from '../run/run-files.ts';
import { type LiveServer, serveLive } from './server/serve.ts';
import { openView } from './server/view.ts';
import { append, beyondOf, writeUnderWay } from './testing/run-under-way.ts';

const executablePath = findChromium(process.env);
const reason = executablePath === undefined ? ' (skipped: no Chromium or Chrome found; set FAULTLINE_CHROMIUM)' : '';
const hostile = `"'><script>document.title='owned'</script><img src=x onerror="document.title='owned'">`;
const run = sampleRun({ count: 120, seed: 7, verdict: 'fail', hostile });
const token = 'a-secret-of-this-test-and-of-no-other';

let browser: Browser | undefined;
let dir = '';
let server: LiveServer;
let asked: ReturnType<typeof openAskLines>;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  if (executablePath === undefined) return;
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  browser = await chromium.launch({ executablePath, headless: true, args });
});

afterAll(() => browser?.close());

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-live-'));
  await writeUnderWay(dir, run, sampleStart);
  asked = openAskLines(dir);
  const view = openView({
    ...{ dir, now: () => sampleStart + 50_000, cpuMs: () => 0, isRunning: async () => true },
    beyond: { read: async () => beyondOf(run), close: () => undefined },
  });
  server = await serveLive({ port: 0, token, view: async () => view });
});

afterEach(async () => {
  await page?.close();
  await server.close();
  await rm(dir, { recursive: true });
});

/** Opens the page, and waits for its first news. */
async function open(width = 1280, address = server.address): Promise<void> {
  if (browser === undefined) throw new Error('no browser was started');
  page = await browser.newPage({ viewport: { width, height: 800 } });
  complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(server.address).origin)) complaints.push(request.url());
  });
  await page.goto(address);
}

const news = () => page.locator('#panels svg.chart').first().waitFor({ state: 'attached' });

/** What was asked of the run by now; waits until something was. */
async function isAsked(): Promise<ReturnType<typeof asked>> {
  for (;;) {
    const all = asked();
    if (all.length > 0) return all;
    await page.waitForTimeout(20);
  }
}

const inBrowser = executablePath === undefined ? describe.skip : describe;

inBrowser(`the live page in a real browser${reason}`, () => {
  it('shows a run without a complaint, hostile data as text, and keeps the token out of the address', async () => {
    await open();
    await news();
    expect(await page.title()).toBe('Load and faults, 0:51 – Faultline live');
    expect(await page.locator('#claim').textContent()).toBe(run.manifest.claim);
    expect(page.url()).toBe(new URL('/', server.address).href);
    const heights = await page
      .locator('#panels svg.wide')
      .evaluateAll((all) => all.map((svg) => svg.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThan(60);
    await page.reload();
    await news();
    expect(complaints).toEqual([]);
  });

  it('says what is missing in an address without a token', async () => {
    await open(1280, new URL('/', server.address).href);
    await page.locator('#trouble:not([hidden])').waitFor();
    expect(await page.locator('#trouble').textContent()).toMatch(/open the whole address that the command printed/);
    expect(await page.locator('#panels').textContent()).toBe('');
  });

  it('fits a phone: nothing to scroll sideways, and targets for thumbs', async () => {
    await open(360);
    await news();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(await page.locator('#panels svg.narrow').first().isVisible()).toBe(true);
    const sizes = await page
      .locator('.switch, .acts button, .typed button, .typed input')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ width, height }) => [width, height]));
    expect(sizes).toHaveLength(7);
    expect(Math.min(...sizes.flat())).toBeGreaterThanOrEqual(34);
    expect(complaints).toEqual([]);
  });

  it('is worked by the keyboard: switches, which keep the focus while news come', async () => {
    await open();
    await news();
    const late = page.locator('#switch-late');
    expect(await late.getAttribute('aria-checked')).toBe('true');
    expect(await page.locator('#switch-never').isDisabled()).toBe(true);
    await late.focus();
    await page.keyboard.press('Space');
    expect(await isAsked()).toEqual([{ ask: 'withdraw', fault: 'late' }]);
    await append(dir, runFiles.journal, [{ at: sampleStart + 49_000, step: 'fault:late', status: 'completed' }]);
    await page.locator('#switch-late[aria-checked=false]').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('switch-late');
    await page.keyboard.press('Enter');
    expect(await isAsked()).toEqual([{ ask: 'inject', fault: 'late' }]);
  });

  it('aborts after a question, and not when the answer is no', async () => {
    await open();
    await news();
    await page.locator('#abort').focus();
    await page.keyboard.press('Enter');
    await page.locator('#sure[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#sure[open]').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.id')).toBe('abort');
    expect(asked()).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('#abort-now').focus();
    await page.keyboard.press('Enter');
    expect(await isAsked()).toEqual([{ ask: 'abort' }]);
    await append(dir, runFiles.journal, [{ at: sampleStart + 49_000, step: 'abort', status: 'started' }]);
    await page.locator('#stage', { hasText: 'Aborting.' }).waitFor();
  });

  it('tells the story of a key that is typed, and asks which one is meant', async () => {
    await open();
    await news();
    await page.locator('#key').fill('ord-0000');
    await page.keyboard.press('Enter');
    await page.locator('#told h3', { hasText: 'Which one?' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('#told td.words').first().waitFor();
    const key = await page.locator('#key').inputValue();
    expect(await page.locator('#told h3').textContent()).toBe(key);
    expect(await page.locator('#told svg.wide path, #told svg.wide circle').count()).toBeGreaterThan(3);
    expect(complaints).toEqual([]);
  });

  it('stays as it is while it is held, and when its server has ended', async () => {
    await open();
    await news();
    await page.locator('#pause').click();
    await append(dir, runFiles.journal, [{ at: sampleStart + 49_000, step: 'quiet', status: 'started' }]);
    expect(await page.locator('#pause').getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('#stage').textContent()).toBe('Load and faults');
    await page.locator('#pause').click();
    await page.locator('#stage', { hasText: 'Waiting until nothing moves any more' }).waitFor();
    await server.close();
    await page.locator('#news', { hasText: 'its server has ended with the run' }).waitFor();
    expect(await page.locator('#panels svg.wide').count()).toBeGreaterThan(6);
    expect(await page.locator('#abort').isDisabled()).toBe(true);
  });

  it('is asked in vain by a page of another origin', async () => {
    await open(1280, 'about:blank');
    const address = new URL(server.address);
    const tries = await page.evaluate(
      async ({ origin, token }) => {
        const attempt = (path: string, init: RequestInit) =>
          fetch(`${origin}${path}`, init).then(
            ({ type, status }) => `${type} ${status}`,
            () => 'refused by the browser',
          );
        const body = '{"ask":"abort"}';
        const json = { 'content-type': 'application/json', 'x-faultline-token': token };
        return [
          await attempt('/now', { headers: { 'x-faultline-token': token } }),
          await attempt('/ask', { method: 'POST', headers: json, body }),
          await attempt('/ask', { method: 'POST', mode: 'no-cors', body }),
        ];
      },
      { origin: address.origin, token },
    );
    expect(tries).toEqual([
      'refused by the browser',
      'refused by the browser',
      expect.stringMatching(/^opaque|^refused/),
    ]);
    expect(asked()).toEqual([]);
  });
});
