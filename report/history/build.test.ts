import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { buildReport } from '../build.ts';
import { sampleRun, sampleStart, writeSampleRun } from '../testing/sample-run.ts';
import { buildHistory } from './build.ts';
import { NoHistoryError, readTrend } from './trend.ts';

const hostile = `<img src=x onerror=alert(2)>`;
let dir = '';
const writeOld = async (path: string, file: string) => {
  await mkdir(join(dir, path), { recursive: true });
  await writeFile(join(dir, path, file), '{"schema":1,"claim":"an older lab wrote this"}');
};
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-history-'));
  const write = async (path: string, verdict: 'pass' | 'fail', minutes: number) => {
    const run = sampleRun({ count: 60, seed: 7, verdict });
    const startedAt = sampleStart + minutes * 60_000;
    await writeSampleRun(join(dir, path), {
      ...run,
      manifest: { ...run.manifest, startedAt, endedAt: startedAt + 45_000 },
    });
  };
  await write('checkout/b', 'fail', 10);
  await write('checkout/a', 'pass', 20);
  await write(`refunds/${hostile.replaceAll('/', '')}`, 'pass', 0);
  await buildReport(join(dir, 'checkout/b'));
  await mkdir(join(dir, 'checkout/cut-short'));
  await writeFile(
    join(dir, 'checkout/cut-short/journal.jsonl'),
    `{"at":${sampleStart},"step":"load","status":"started"}\n`,
  );
  await mkdir(join(dir, 'checkout/empty'));
  await writeOld('checkout/old', 'manifest.json');
  await writeOld('checkout/older', 'verdict.json');
  await symlink('checkout/a', join(dir, 'latest'));
  await writeFile(join(dir, 'history.html'), 'an older one');
});
afterAll(() => rm(dir, { recursive: true }));

describe('trend over all runs', () => {
  it('has every run once, the oldest first, whatever is left of it', async () => {
    const { runs, skipped } = await readTrend(dir);
    expect(skipped).toBe(2);
    expect(runs.map(({ path, status }) => [path, status])).toEqual([
      ['checkout/cut-short', 'inconclusive'],
      [`refunds/${hostile}`, 'pass'],
      ['checkout/b', 'fail'],
      ['checkout/a', 'pass'],
    ]);
    expect(runs[0]).toMatchObject({ startedAt: sampleStart, units: undefined, durationMs: undefined });
    expect(runs[2]).toMatchObject({
      durationMs: 45_000,
      recoveryMs: 6400,
      sabotage: 'no-idempotency',
      broken: ['exactly-once-effects', 'money-conservation'],
      hasReport: true,
    });
  });

  it('is a page that loads nothing, links the reports that exist and draws each measure', async () => {
    const { html } = await buildHistory(dir, { colour: false });
    const text = await readFile(html, 'utf8');
    const { document } = parseHTML(text);
    expect([...document.querySelectorAll('main a')].map((link) => link.getAttribute('href'))).toEqual([
      './checkout/b/report.html',
    ]);
    const [checkout] = document.querySelectorAll('main section');
    expect([...(checkout?.querySelectorAll('.panel h3') ?? [])].map(({ textContent }) => textContent)).toEqual([
      'Answer, p95',
      'Recovery',
      'Duration',
    ]);
    expect(document.querySelectorAll('main tbody tr')).toHaveLength(4);
    expect(document.querySelector('header')?.textContent).toContain('2 runs left out: another version of the lab');
    expect(text).not.toMatch(/<img|<[^>]+ (?:style|on[a-z]+)="/);
  });

  it('is a table in the terminal, with colour only where it is wanted', async () => {
    const { lines } = await buildHistory(dir, { colour: false });
    expect(lines).toHaveLength(7);
    expect(lines.at(-1)).toBe('2 runs left out: another version of the lab wrote them.');
    expect(lines[3]).toMatch(
      /^✗ fail {2,}checkout\/b .* 6\.4 s +45 s {2}exactly-once-effects, money-conservation, \(planted/,
    );
    expect(lines.join('')).not.toContain('\u001b');
    expect((await buildHistory(dir, { colour: true })).lines.join('')).toContain('\u001b[31m');
  });

  it('says when there is no run', async () => {
    await expect(readTrend(join(dir, 'nowhere'))).rejects.toThrow(NoHistoryError);
    await writeOld('../only-old/checkout/a', 'manifest.json');
    const onlyOld = join(dir, '../only-old');
    await expect(readTrend(onlyOld)).rejects.toThrow(/holds no run of this version of the lab, and 1 of another: /);
    await rm(onlyOld, { recursive: true });
  });
});
