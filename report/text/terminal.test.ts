import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../model/digest.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { terminalLines } from './terminal.ts';

const digest = digestOf(sampleRun({ count: 200, seed: 7, verdict: 'fail', hostile: '\u001b[2J\u202e' }));

describe('terminal summary', () => {
  it('gives the verdict first, then why, the invariants and the faults', () => {
    const lines = terminalLines(digest, false);
    expect(lines[0]).toMatch(/^FAIL {2}Every accepted order/);
    expect(lines.filter((line) => /^ {2}[✓✗?] /.test(line))).toHaveLength(5);
    expect(lines.at(-1)).toMatch(
      /fault payments-slow.*: active for 20 s, fired \d+ times on \d+ keys, steady again after 6\.4 s/,
    );
  });

  it('has escape sequences only where colour is allowed, and never those of the data', () => {
    const plain = terminalLines(digest, false).join('\n');
    expect([plain.includes('\u001b'), plain.includes('\u202e')]).toEqual([false, false]);
    const coloured = terminalLines(digest, true).join('\n');
    expect(coloured).toContain('\u001b[31m');
    expect([coloured.includes('\u001b[2J'), coloured.includes('\u202e')]).toEqual([false, false]);
  });
});
