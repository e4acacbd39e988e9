import { describe, expect, it } from '@jest/globals';
import type { SampleOptions } from '../testing/sample-options.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { digestOf } from './digest.ts';
import type { Run } from './run.ts';

function headline(verdict: SampleOptions['verdict'], change: Partial<Run> = {}) {
  return digestOf({ ...sampleRun({ count: 100, seed: 3, verdict }), ...change }).headline;
}

describe('headline', () => {
  it('of a pass counts what held and what fired', () => {
    const { status, sentences } = headline('pass');
    expect(status).toBe('pass');
    expect(sentences).toEqual([
      'All 5 invariants hold over 100 orders.',
      expect.stringMatching(/^\d+ faults fired under 1 rule; the system was steady again 6\.4 s after/),
    ]);
  });

  it('of a fail says what, when and why', () => {
    const { status, sentences, brokenAt } = headline('fail');
    expect(status).toBe('fail');
    expect(sentences).toEqual([
      expect.stringMatching(/^2 of 5 invariants broken by \d offenders?\.$/),
      expect.stringMatching(/^First broken at 0:\d\d, while payments-slow was active\.$/),
      'A defect was planted on purpose: no-idempotency.',
      expect.stringMatching(/^(\d) of \1 offenders? had been hit by a fault\.$/),
    ]);
    expect(brokenAt).toEqual([...brokenAt].sort((a, b) => a - b));
  });

  it('of an inconclusive run gives the reasons of the judge', () => {
    expect(headline('inconclusive').sentences).toContain('the fault inventory-throttle never fired');
  });

  it('of a run that was not judged says so and what is missing', () => {
    const { status, sentences } = headline('pass', {
      verdict: undefined,
      files: [{ name: 'verdict.json', present: false, records: 0, problems: [] }],
      journal: [{ at: 1, step: 'load', status: 'aborted' }],
    });
    expect(status).toBe('inconclusive');
    expect(sentences).toEqual([
      'This run was not judged: it has no verdict that could be read.',
      'The step load was aborted.',
      'Missing: verdict.json.',
    ]);
  });
});
