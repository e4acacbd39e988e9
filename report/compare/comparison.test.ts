import { describe, expect, it } from '@jest/globals';
import { count, duration } from '../markup/format.ts';
import { digestOf } from '../model/digest.ts';
import type { SampleOptions } from '../testing/sample-options.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { changeOf, compare } from './comparison.ts';
import { differencesOf, settings } from './setting.ts';
import type { Side } from './side.ts';
import { compareLines } from './terminal.ts';

const side = (options: Partial<SampleOptions>, name = 'checkout/one'): Side => ({
  ...digestOf(sampleRun({ count: 200, seed: 7, verdict: 'pass', ...options })),
  name,
});
const pass = side({});
const fail = side({ verdict: 'fail', count: 100 }, 'checkout/two');
const unjudged: Side = {
  ...digestOf({ ...pass.run, verdict: undefined, manifest: undefined }),
  name: 'checkout/cut-short',
};

const rowsOf = (left: Side, right: Side) =>
  Object.fromEntries(compare(left, right).flatMap(({ rows }) => rows.map((row) => [row.label, row])));

describe('comparison', () => {
  it('sets verdicts, outcomes, times, throughput and faults beside each other', () => {
    expect(compare(pass, fail).map(({ title }) => title)).toEqual([
      'Verdicts',
      'Outcomes',
      'Times',
      'Throughput',
      'Service level',
      'Faults and recovery',
    ]);
    const rows = rowsOf(pass, fail);
    expect(rows['the run']).toMatchObject({ left: 'pass', right: 'fail', change: 'pass → fail' });
    expect(rows['exactly-once-effects']).toMatchObject({
      left: 'holds',
      right: expect.stringMatching(/^broken by \d$/),
    });
    expect(rows['one-outcome']).toMatchObject({ left: 'holds', right: 'holds', change: 'same' });
    expect(rows['orders accepted']).toMatchObject({ left: '200', right: '100', change: '−100' });
    expect(rows['payments-slow: steady again after']).toMatchObject({ left: '6.4 s', right: '6.4 s', change: 'same' });
    expect(rows['error budget burnt']?.change).toMatch(/^[+−][\d\u202f]+ points$|^same$/);
    expect(rows.availability?.change).toMatch(/^[+−][\d.]+ points$|^same$/);
    expect(rows['answer, p95']?.change).toMatch(/^[+−]\d+ ms \([+−]\d+ %\)$|^same$/);
  });

  it('shows what only one run knows, and no change of it', () => {
    const rows = rowsOf(pass, unjudged);
    expect(rows['exactly-once-effects']).toMatchObject({ left: 'holds', right: undefined, change: undefined });
    expect(rows['orders accepted']).toMatchObject({ left: '200', right: undefined, change: undefined });
    expect(compare(unjudged, unjudged).map(({ title }) => title)).toEqual(['Verdicts', 'Service level']);
  });

  it('says how two numbers differ', () => {
    expect([changeOf(100, 150, duration), changeOf(150, 100, duration), changeOf(7, 7, count)]).toEqual([
      '+50 ms (+50 %)',
      '−50 ms (−33 %)',
      'same',
    ]);
    expect([changeOf(0, 5, duration), changeOf(2, 5, count)]).toEqual(['+5 ms', '+3']);
  });

  it('tells what was run differently', () => {
    const differing = (left: Side, right: Side) =>
      settings(left, right)
        .filter(({ change }) => change === 'differs')
        .map(({ label }) => label);
    expect(differing(pass, pass)).toEqual([]);
    expect(differing(pass, fail)).toEqual(['orders', 'sabotage']);
    expect(differencesOf(pass, fail)).toBe('What was run differs in: orders, sabotage.');
    expect(differencesOf(pass, unjudged)).toBe('What B ran is not known: there is no manifest.json.');
    expect(differing(pass, unjudged)).toEqual([]);
    expect(settings(unjudged, unjudged).every(({ label }) => label.startsWith('fault '))).toBe(true);
  });

  it('fits a terminal: both verdicts first, columns below each other, no escape sequences of the data', () => {
    const hostile = side({ verdict: 'fail', hostile: '\u001b[2J\u202e' }, 'checkout/\u001b[2J');
    const lines = compareLines(pass, hostile, false);
    expect(lines.slice(0, 2).map((line) => line.slice(0, 7))).toEqual(['A  PASS', 'B  FAIL']);
    expect(lines.filter((line) => line.includes('\u001b') || line.includes('\u202e'))).toEqual([]);
    const starts = lines
      .filter((line) => /^ {2}one-outcome| {2}exactly-once/.test(line))
      .map((line) => line.indexOf('✓'));
    expect(starts).toEqual([starts[0], starts[0]]);
    expect(compareLines(pass, fail, true).join('\n')).toContain('\u001b[31m');
  });
});
