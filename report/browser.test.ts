import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { checkFile } from '../verify/check/check-file.ts';
import { buildReport } from './build.ts';
import { buildComparison } from './compare/build.ts';
import { buildHistory } from './history/build.ts';
import { writePicture } from './linearization/build.ts';
import { brokenRegister, fileOf } from './linearization/testing/published-registers.ts';
import { findChromium } from './testing/chromium.ts';
import { sampleRun, writeSampleRun } from './testing/sample-run.ts';

const executablePath = findChromium(process.env);
const reason = executablePath === undefined ? ' (skipped: no Chromium or Chrome found; set FAULTLINE_CHROMIUM)' : '';
const hostile = `"'><script>document.title='owned'</script><img src=x onerror="document.title='owned'">`;

let dir = '';
const addresses = { report: '', sweep: '', comparison: '', trend: '', picture: '' };
let browser: Browser | undefined;

beforeAll(async () => {
  if (executablePath === undefined) return;
  dir = await mkdtemp(join(tmpdir(), 'faultline-browser-'));
  const [before, after] = [join(dir, 'checkout', 'before'), join(dir, 'checkout', 'after')];
  await writeSampleRun(before, sampleRun({ count: 120, seed: 7, verdict: 'pass' }));
  await writeSampleRun(after, sampleRun({ count: 200, seed: 7, verdict: 'fail', hostile }));
  const addressOf = ({ html }: { html: string }) => pathToFileURL(html).href;
  addresses.report = addressOf(await buildReport(after));
  const swept = join(dir, 'swept');
  await writeSampleRun(swept, sampleRun({ count: 200, seed: 7, verdict: 'fail', hostile, sweep: true }));
  addresses.sweep = addressOf(await buildReport(swept));
  addresses.comparison = addressOf(await buildComparison(before, after, { colour: false }));
  addresses.trend = addressOf(await buildHistory(dir, { colour: false }));
  const file = join(dir, 'register.jsonl');
  await writeFile(file, fileOf(brokenRegister));
  const picture = join(dir, 'picture.html');
  const checked = await checkFile({ checker: 'linearizability', model: 'register', file, now: () => 0 });
  await writePicture(picture, { checked, file, model: 'register' });
  addresses.picture = addressOf({ html: picture });
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  browser = await chromium.launch({ executablePath, headless: true, args });
});

afterAll(async () => {
  await browser?.close();
  if (dir !== '') await rm(dir, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** Errors of the console, refusals of the content policy among them, and requests for anything but the page. */
  readonly complaints: string[];
}

interface Looks {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

async function opened(options: Looks, address = addresses.report): Promise<Opened> {
  if (browser === undefined) throw new Error('no browser was started');
  const { width, colorScheme } = options;
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) complaints.push(request.url());
  });
  await page.goto(address);
  return { page, complaints };
}

const inBrowser = executablePath === undefined ? describe.skip : describe;

inBrowser(`report in a real browser${reason}`, () => {
  it('opens from disk without a complaint, with every picture drawn and hostile data as text', async () => {
    const { page, complaints } = await opened({ width: 1280, colorScheme: 'light' });
    const pictures = await page
      .locator('svg.chart.wide')
      .evaluateAll((all) => all.map((svg) => svg.querySelectorAll('path, rect, circle').length));
    expect(pictures.length).toBeGreaterThan(8);
    expect(Math.min(...pictures)).toBeGreaterThan(0);
    const panels = await page
      .locator('.panel svg.wide')
      .evaluateAll((all) => all.map((svg) => svg.getBoundingClientRect().height));
    expect(Math.min(...panels)).toBeGreaterThan(60);
    expect(await page.title()).toMatch(/^fail: /);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows verdict, claim and the overview in the first screen', async () => {
    const { page } = await opened({ width: 1280, colorScheme: 'light' });
    for (const part of ['.verdict', 'h1', '.hero svg.wide']) {
      const box = await page.locator(part).first().boundingBox();
      expect((box?.y ?? Number.NaN) + (box?.height ?? Number.NaN)).toBeLessThan(800);
    }
    await page.close();
  });

  it('fits a phone without scrolling sideways', async () => {
    const { page, complaints } = await opened({ width: 360, colorScheme: 'light' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(await page.locator('.panel svg.wide').first().isVisible()).toBe(false);
    expect(await page.locator('.panel svg.narrow').first().isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is dark where the reader wants it, and by the switch', async () => {
    const { page } = await opened({ width: 1280, colorScheme: 'dark' });
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await background();
    await page.locator('#theme').click();
    const light = await background();
    await page.locator('#theme').click();
    expect([await background(), light === dark]).toEqual([dark, false]);
    await page.close();
  });

  it('is worked by the keyboard: cursor over all charts, first error', async () => {
    const { page } = await opened({ width: 1280, colorScheme: 'light' });
    await page.locator('#cursor').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#moment').textContent()).toBe('0:02 to 0:04');
    expect(await page.locator('[data-panel=latency] output').allTextContents()).toEqual(
      Array(3).fill(expect.stringMatching(/^\d+.ms$/)),
    );
    await page.locator('.jump').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('tr:target').textContent()).toContain('broken here');
    await page.close();
  });

  it.each(['comparison', 'trend'] as const)(
    'opens the %s without a complaint, drawn and on a phone, too',
    async (name) => {
      for (const looks of [
        { width: 1280, colorScheme: 'light' },
        { width: 360, colorScheme: 'dark' },
      ] as const) {
        const { page, complaints } = await opened(looks, addresses[name]);
        const charts = page.locator(`svg.${looks.width === 360 ? 'narrow' : 'wide'}`);
        const heights = await charts.evaluateAll((all) => all.map((svg) => svg.getBoundingClientRect().height));
        expect(heights.length).toBeGreaterThan(2);
        expect(Math.min(...heights)).toBeGreaterThan(60);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(looks.width);
        expect(complaints).toEqual([]);
        await page.close();
      }
    },
  );

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)(
    'draws a linearization, worked by pointer and keyboard, %s and %i pixels wide',
    async (colorScheme, width) => {
      const { page, complaints } = await opened({ width, colorScheme }, addresses.picture);
      const told = () => page.locator('.told').textContent();
      await page.locator('.jump').focus();
      await page.keyboard.press('Enter');
      expect(await told()).toMatch(/read → null.*cannot be placed/);
      await page.keyboard.press('ArrowUp');
      expect(await told()).toMatch(/read → 200.*as number 2/);
      await page.keyboard.press('Home');
      expect(await told()).toMatch(/write 200.*as number 1/);
      await page.locator('svg.scrolled a').nth(1).hover();
      expect(await told()).toMatch(/read → 200/);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('shows a sweep, worked by the keyboard, %s and %i pixels wide', async (colorScheme, width) => {
    const { page, complaints } = await opened({ width, colorScheme }, addresses.sweep);
    const calls = page.locator('#sweep-card-declined table');
    expect(await calls.isVisible()).toBe(false);
    await page.locator('#crash-points a[href="#sweep-card-declined"]').focus();
    await page.keyboard.press('Enter');
    await calls.waitFor({ state: 'visible' });
    await page.locator('#sweep-card-declined > summary').focus();
    await page.keyboard.press('Enter');
    await calls.waitFor({ state: 'hidden' });
    await page.locator('#sweep-confirmed td a').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.story:target[open], :target .story[open]').first().waitFor();
    const marks = await page
      .locator('#sweep-confirmed td')
      .evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().width));
    expect(marks).toHaveLength(80);
    expect(Math.min(...marks)).toBeGreaterThan(24);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('reads both runs at one moment', async () => {
    const { page } = await opened({ width: 1280, colorScheme: 'light' }, addresses.comparison);
    await page.locator('#cursor').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[data-panel=latency] output').allTextContents()).toEqual(
      Array(2).fill(expect.stringMatching(/^\d+.ms$/)),
    );
    await page.close();
  });
});
