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

  const load = { asked: 6, takes: 8, share: 0.6, offered: 4.8, taken: 4.71, unanswered: 0, overloaded: false };
  const withLoad = (changes: object, verdict: SampleOptions['verdict'] = 'pass') => {
    const { manifest } = sampleRun({ count: 100, seed: 3, verdict });
    return headline(verdict, { manifest: manifest && { ...manifest, load: { ...load, ...changes } } }).sentences;
  };

  it('tells what was asked for, offered and taken', () => {
    expect(withLoad({}).at(-1)).toBe(
      'Asked for 6 orders/s; left alone the system takes 8/s, of which 60 % may be offered: offered 4.8/s, taken 4.7/s.',
    );
    expect(withLoad({ takes: 10, offered: 6, taken: 6 }).at(-1)).toMatch(
      /takes at least 10\/s, .*: offered 6\/s, taken 6\/s\.$/,
    );
    expect(withLoad({ takes: undefined, offered: 6, taken: 6 }).at(-1)).toBe(
      'Asked for 6 orders/s: offered 6/s, taken 6/s.',
    );
  });

  it.each(['pass', 'fail', 'inconclusive'] as const)(
    'of a %s says first that the system was overloaded, and what to ask for',
    (verdict) => {
      const overload =
        'Overloaded: 4.8 orders/s offered, 1.6/s taken, 3 never answered. Ask for less: --rate 0.96 or --count 33.';
      const sentences = withLoad({ taken: 1.6, unanswered: 3, overloaded: true }, verdict);
      expect(sentences[verdict === 'inconclusive' ? 1 : 0]).toBe(overload);
    },
  );

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
