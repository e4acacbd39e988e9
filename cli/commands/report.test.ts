import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UsageError } from '../../kernel/usage-error.ts';
import { sampleRun, writeSampleRun } from '../../report/testing/sample-run.ts';
import { reportCommand } from './report.ts';

let dir = '';
let run = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-report-command-'));
  run = join(dir, 'run');
  await writeSampleRun(run, sampleRun({ count: 60, seed: 7, verdict: 'fail' }));
});
afterAll(() => rm(dir, { recursive: true }));

const given = (...words: readonly string[]) =>
  reportCommand()
    .exitOverride()
    .parseAsync([...words], { from: 'user' });

describe('lab report', () => {
  it.each([
    [['a', 'b', '--as', 'junit'], /--as takes one run/],
    [['a', '--output', 'x.html'], /--output goes with --as or with two runs/],
    [['--history', 'a'], /--history takes all runs/],
    [['--history', '--as', 'junit'], /--history takes all runs/],
    [['no-such-run'], /there is no run at no-such-run/],
  ])('refuses %j in one sentence', async (words, message) => {
    const refusal = await given(...words).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as UsageError).message).toMatch(message);
  });

  it('refuses a file in a folder that is not there, and a second run that is none', async () => {
    await expect(given(run, '--as', 'junit', '--output', join(dir, 'no', 'x.xml'))).rejects.toThrow(UsageError);
    await expect(given(run, join(dir, 'no'))).rejects.toThrow(/there is no run at/);
  });

  it.each([
    ['junit', /^<\?xml /],
    ['markdown', /^# FAIL: /],
    ['postmortem', /^# Postmortem \(draft\): /],
  ])('writes a run as %s', async (format, beginning) => {
    const output = join(dir, format);
    await given(run, '--as', format, '--output', output);
    expect(await readFile(output, 'utf8')).toMatch(beginning);
  });
});
