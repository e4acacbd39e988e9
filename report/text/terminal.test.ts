import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleRun, writeSampleRun } from '../testing/sample-run.ts';
import { terminalSummary } from './terminal.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-terminal-'));
  await writeSampleRun(dir, sampleRun({ orders: 200, seed: 7, verdict: 'fail', hostile: '\u001b[2J\u202e' }));
});
afterAll(() => rm(dir, { recursive: true }));

describe('terminal summary', () => {
  it('gives the verdict first, then why, the invariants and the faults', async () => {
    const lines = await terminalSummary(dir, false);
    expect(lines[0]).toMatch(/^FAIL {2}Every accepted order/);
    expect(lines.filter((line) => /^ {2}[✓✗?] /.test(line))).toHaveLength(5);
    expect(lines.at(-1)).toMatch(
      /fault payments-slow.*: active for 20 s, fired \d+ times on \d+ keys, steady again after 6\.4 s/,
    );
  });

  it('has escape sequences only where colour is allowed, and never those of the data', async () => {
    const plain = (await terminalSummary(dir, false)).join('\n');
    expect([plain.includes('\u001b'), plain.includes('\u202e')]).toEqual([false, false]);
    const coloured = (await terminalSummary(dir, true)).join('\n');
    expect(coloured).toContain('\u001b[31m');
    expect([coloured.includes('\u001b[2J'), coloured.includes('\u202e')]).toEqual([false, false]);
  });
});
