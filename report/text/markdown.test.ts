import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../model/digest.ts';
import type { SampleOptions } from '../testing/sample-options.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { summaryOf } from './markdown.ts';

const of = (verdict: SampleOptions['verdict'], hostile = '') =>
  summaryOf(digestOf(sampleRun({ count: 200, seed: 7, verdict, hostile })));

describe('Markdown summary', () => {
  it('gives verdict, reasons, invariants, faults and the command', () => {
    const text = of('fail');
    expect(text).toMatch(/^# FAIL: Every accepted order/);
    expect(text).toContain('| exactly-once-effects | **broken** | ord-00085: charged 2 times');
    expect(text).toContain('| payments-slow | delay | 20 s |');
    expect(text).toContain('```\n./lab run --count 200 --seed 7 --sabotage no-idempotency\n```');
  });

  it('keeps hostile data inside its cell', () => {
    const text = of('fail', '|\n\n# owned <img src=x> ```');
    expect(text).not.toMatch(/^# owned/m);
    expect(text.slice(0, text.indexOf('```\n'))).not.toMatch(/(?<!\\)<img/);
  });
});
