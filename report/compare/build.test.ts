import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { buildReport } from '../build.ts';
import { NoRunError } from '../model/read-run.ts';
import { sampleRun, writeSampleRun } from '../testing/sample-run.ts';
import { addressOf, buildComparison } from './build.ts';

const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(2)>`;
let dir = '';
let one = '';
let other = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-compare-'));
  one = join(dir, 'checkout', 'first run');
  other = join(dir, 'checkout', 'second');
  await writeSampleRun(one, sampleRun({ count: 120, seed: 7, verdict: 'pass' }));
  await writeSampleRun(other, sampleRun({ count: 200, seed: 7, verdict: 'fail', hostile }));
  await buildReport(one);
});
afterAll(() => rm(dir, { recursive: true }));

describe('comparison of two runs as a page', () => {
  it('is written beside the second run, links the reports that exist and loads nothing', async () => {
    const { html } = await buildComparison(one, other, { colour: false });
    expect(html).toBe(join(other, 'compare.html'));
    const text = await readFile(html, 'utf8');
    const { document } = parseHTML(text);
    expect([...document.querySelectorAll('.sides a')].map((link) => link.getAttribute('href'))).toEqual([
      '../first%20run/report.html',
    ]);
    expect([...document.querySelectorAll('.panel')].map((panel) => panel.getAttribute('data-panel'))).toEqual([
      'latency',
      'outcome-time',
      'throughput',
      'errors',
      'queues',
    ]);
    expect(text).not.toMatch(/(?:src|action|data)="(?!#|data:,)/);
    expect(text).not.toMatch(/<[^>]+ (?:style|on[a-z]+)="|<script>alert|<img/);
  });

  it('is written where it is asked for, and a link to a run is as good as its folder', async () => {
    const latest = join(dir, 'latest');
    await symlink(other, latest);
    const output = join(dir, 'both.html');
    const { html, lines } = await buildComparison(one, latest, { output, colour: false });
    expect(html).toBe(output);
    expect(lines[1]).toMatch(/^B {2}FAIL {2}checkout\/second /);
    expect(await readFile(output, 'utf8')).toContain('href="./checkout/first%20run/report.html"');
  });

  it('refuses a folder without a run', async () => {
    await expect(buildComparison(one, dir, { colour: false })).rejects.toThrow(NoRunError);
  });

  it('addresses files whatever their folders are called', () => {
    expect(addressOf('/runs/a/compare.html', '/runs/b#1/report.html')).toBe('../b%231/report.html');
  });
});
