import { mkdtemp, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { buildReport } from './build.ts';
import { mostOperations } from './model/operations.ts';
import { NoRunError } from './model/read-run.ts';
import type { SampleOptions } from './testing/sample-options.ts';
import { sampleRun, writeSampleRun } from './testing/sample-run.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-report-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function built(options: SampleOptions | undefined, spoil: () => Promise<unknown> = async () => undefined) {
  if (options !== undefined) await writeSampleRun(dir, sampleRun(options));
  await spoil();
  const { html: page, lines } = await buildReport(dir);
  const html = await readFile(page, 'utf8');
  const { document } = parseHTML(html);
  return { html, lines, document, text: document.body.textContent ?? '' };
}

const fail: SampleOptions = { count: 200, seed: 7, verdict: 'fail' };

describe('report of a run', () => {
  it('shows verdict, claim, charts, invariants, stories, faults and how to repeat it', async () => {
    const { document, text } = await built(fail);
    expect(document.querySelector('.verdict')?.textContent).toMatch(/^Fail/);
    expect(document.querySelector('h1')?.textContent).toMatch(/^Every accepted order/);
    expect([...document.querySelectorAll('.panel')].map((panel) => panel.getAttribute('data-panel'))).toEqual([
      'latency',
      'throughput',
      'errors',
      'budget',
      'outcome-time',
      'states',
      'queues',
      'dead-letters',
      'environments',
    ]);
    expect(document.querySelectorAll('#invariants tbody tr')).toHaveLength(5);
    expect(document.querySelectorAll('.story')).toHaveLength(7);
    expect(document.querySelectorAll('#operations tbody tr')).toHaveLength(mostOperations);
    expect(document.querySelector('#objective')?.textContent).toMatch(
      /Objective: 99 % of requests accepted within 2\.0 s, the default/,
    );
    expect(text).toContain('./lab run --count 200 --seed 7 --sabotage no-idempotency');
  });

  it('shows a sweep: each call in each way, the offenders linked to their stories', async () => {
    const { document, text } = await built({ ...fail, sweep: true });
    const cells = [...document.querySelectorAll('#crash-points details td')];
    expect(cells).toHaveLength(400);
    expect(cells.filter((cell) => cell.textContent === '✗violated')).toHaveLength(7);
    expect(cells.filter((cell) => cell.textContent === '–never fired')).toHaveLength(1);
    expect(document.querySelectorAll('#crash-points td a[href^="#story-"]')).toHaveLength(7);
    expect(document.querySelectorAll('#crash-points details[open]')).toHaveLength(2);
    expect(text).toContain(
      '80 AWS calls, hurt in 400 ways: 399 faults fired, 392 survived, 7 violated, 1 never fired.',
    );
    expect(document.querySelector('nav')?.textContent).toContain('Crash points');
  });

  it('shows what was due and refused, and says nothing where all was done', async () => {
    const shown = await built({ ...fail, refused: true });
    expect(shown.text).toContain('Due, but refused');
    expect(shown.text).toMatch(/payments-slow.*3.*it would lose messages/s);
    expect(shown.lines.join('\n')).toContain('payments-slow: refused 3 times: it would lose');
    expect(await readFile(join(dir, 'summary.md'), 'utf8')).toContain(
      '- payments-slow was refused 3 times: it would lose',
    );
    expect((await built(fail)).text).not.toContain('Due, but refused');
  });

  it.each([false, true])('links only to what is on the page, sweep: %s', async (sweep) => {
    const { document } = await built({ ...fail, sweep });
    const targets = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href')?.slice(1) ?? '');
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((id) => document.getElementById(id) === null)).toEqual([]);
  });

  it('loads nothing: no address, no inline style, one script under a strict policy', async () => {
    const { html, document } = await built(fail);
    expect(html).not.toMatch(/(?:src|href|action|data)="(?!#|data:,)/);
    expect(html).not.toMatch(/<[^>]+ (?:style|on[a-z]+)="/);
    expect(document.querySelectorAll('script:not([type])')).toHaveLength(1);
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; /);
    expect(policy).not.toContain('unsafe');
  });

  it('shows hostile data as text', async () => {
    const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(2)>`;
    const { html, document, text } = await built({ ...fail, hostile, sweep: true });
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
    expect(document.querySelectorAll('img, script:not([type]):not(:last-of-type)')).toHaveLength(0);
    expect(text).toContain('<script>alert(1)</script>');
  });

  it('is under 2 MB for 10,000 units', async () => {
    await writeSampleRun(dir, sampleRun({ count: 10_000, seed: 1, verdict: 'fail' }));
    const { html } = await buildReport(dir);
    expect((await readFile(html)).byteLength).toBeLessThan(2e6);
  });
});

describe('report of a partial run', () => {
  it('says that an aborted run was not judged and what is missing', async () => {
    const { document, text } = await built({ count: 50, seed: 2, verdict: 'pass' }, async () => {
      await unlink(join(dir, 'verdict.json'));
      await unlink(join(dir, 'history.jsonl'));
    });
    expect(document.querySelector('.verdict')?.textContent).toMatch(/^Inconclusive/);
    expect(text).toContain('Missing: verdict.json, history.jsonl.');
    expect(document.querySelectorAll('.panel')).toHaveLength(7);
    expect(text).not.toContain('sweep.json');
  });

  it('reads a broken file as far as it goes and says where it broke', async () => {
    const { text } = await built({ count: 50, seed: 2, verdict: 'pass' }, async () => {
      await writeFile(join(dir, 'ledger.jsonl'), '{"faultline":"injection"}\nnot json\n');
      await truncate(join(dir, 'history.jsonl'), 2000);
    });
    expect(text).toContain('2 lines left out; ledger.jsonl:1: at: ');
    expect(text).toContain('history.jsonl: the last line is cut off and was left out');
  });

  it('claims nothing of a sweep that was cut short', async () => {
    const { document } = await built({ count: 50, seed: 2, verdict: 'pass', sweep: true }, async () => {
      await unlink(join(dir, 'verdict.json'));
      const { outcomes: _, coverage: __, ...sweep } = JSON.parse(await readFile(join(dir, 'sweep.json'), 'utf8'));
      await writeFile(join(dir, 'sweep.json'), JSON.stringify(sweep));
    });
    const cells = [...document.querySelectorAll('#crash-points details td')].map(({ textContent }) => textContent);
    expect(new Set(cells)).toEqual(new Set(['?not judged']));
  });

  it('copes with zero operations and no faults', async () => {
    const { text } = await built({ count: 0, seed: 2, verdict: 'pass' }, async () => {
      await writeFile(join(dir, 'journal.jsonl'), '');
      const verdict = JSON.parse(await readFile(join(dir, 'verdict.json'), 'utf8'));
      await writeFile(join(dir, 'verdict.json'), JSON.stringify({ ...verdict, faults: [] }));
    });
    expect(text).toContain('No fault is recorded');
    expect(text).toContain('No fault was part of this run.');
  });

  it('is made of a single file', async () => {
    const { text } = await built(undefined, () => writeFile(join(dir, 'client.jsonl'), ''));
    expect(text).toContain('There is no manifest.json that could be read');
    expect(text).toContain('Nothing was measured');
  });

  it('refuses a folder without a run', async () => {
    await expect(buildReport(dir)).rejects.toThrow(NoRunError);
  });
});
