import { describe, expect, it } from '@jest/globals';
import { sampleRun } from '../testing/sample-run.ts';
import { sampleSweep } from '../testing/sample-sweep.ts';
import { orderSystem } from '../testing/sample-systems.ts';
import { sweepLines, sweepMarkdown } from '../text/sweep-text.ts';
import { coverageSentence, coverageTableOf, groupedBy, talliesOf } from './coverage-table.ts';
import { factsByRow, rowNameOf } from './rule-rows.ts';

const well = sampleSweep({ seed: 1 }, []);
const badly = sampleSweep({ seed: 1, hostile: '|\u001b[2J<b>' }, ['ord-1', 'ord-2']);
const { unit } = orderSystem;
const names = { unit, short: (name: string) => name.replace('orders-', '') };
const { outcomes: _, coverage: __, ...unjudged } = well;

describe('the table of a sweep', () => {
  it('has the ways before a call first, in words', () => {
    expect(coverageTableOf(well).ways.map(({ side, how }) => `${side} ${how}`)).toEqual([
      'before kill',
      'before time-out',
      'after kill',
      'after time-out',
      'after answer lost',
    ]);
  });

  it('holds each call once, in the order of the sweep, and counts as the judge counted', () => {
    const { rows, ways, coverage } = coverageTableOf(badly);
    expect(rows.map(({ point }) => point.name)).toEqual(badly.points.map(({ name }) => name));
    expect(talliesOf(rows, ways)).toEqual([
      { tone: 'fail', text: '79 of 80' },
      { tone: 'fail', text: '79 of 80' },
      { tone: 'pass', text: '80' },
      { tone: 'pass', text: '80' },
      { tone: 'inconclusive', text: '79 of 80' },
    ]);
    expect(coverage?.survived).toBe(79 + 79 + 80 + 80 + 79);
    expect([...groupedBy(rows, ({ scenario }) => scenario).values()].map(({ length }) => length)).toEqual(
      Array(5).fill(16),
    );
  });

  it('names what is not well', () => {
    const { violated, neverFired } = coverageTableOf(badly);
    expect(violated.map(({ unit }) => unit)).toEqual(['ord-1', 'ord-2']);
    expect(neverFired).toEqual(['repeated-request.inventory.reserve-do.4.lost-acknowledgement']);
    expect(coverageSentence(coverageTableOf(badly), unit)).toBe(
      '80 AWS calls, hurt in 400 ways: 399 faults fired, 397 survived, 2 violated, 1 never fired.',
    );
  });

  it('claims nothing of a run that was cut short', () => {
    const table = coverageTableOf(unjudged);
    expect(new Set(table.rows.flatMap(({ cells }) => cells))).toEqual(new Set(['not-judged']));
    expect(new Set(talliesOf(table.rows, table.ways).map(({ text }) => text))).toEqual(new Set(['?']));
    expect([table.coverage, table.violated, table.neverFired]).toEqual([undefined, [], []]);
    expect(coverageSentence(table, unit)).toMatch(/^80 AWS calls were found and 400 orders sent .* not judged\.$/);
  });
});

describe('a sweep in text', () => {
  it('is a row for each stop in a terminal, then what is not well, without the escapes of the data', () => {
    const lines = sweepLines(badly, names);
    expect(lines.filter((line) => /reserve-do|charge-do|request/.test(line) && !/[✗?]/.test(line))).toHaveLength(20);
    expect(lines.join('\n')).toMatch(/api +request +4 +3 of 4 +3 of 4 +4 +4 +4/);
    expect(lines.join('\n')).toMatch(
      /✗ confirmed.*before-kill \(order ord-1\): exactly-once-effects: charged 2 times, expected once/,
    );
    expect(lines.join('\n')).toMatch(/\? repeated-request.*lost-acknowledgement never fired/);
    expect(lines.join('\n')).not.toContain('\u001b');
  });

  it('is a row for each kind of order in Markdown, with the data as text', () => {
    const text = sweepMarkdown(badly, unit);
    expect(text).toContain('| confirmed | 16 | 15 of 16 | 15 of 16 | 16 | 16 | 16 |');
    expect(text).toContain('- violated: confirmed.api.request.1.before-kill (order ord-1)');
    expect(text).not.toMatch(/(?<!\\)<b>/);
    expect(sweepMarkdown(well, unit)).not.toContain('\n- ');
  });
});

describe('a row of rules', () => {
  it('is the way that they hurt in a sweep, what helps it by what it begins with, and each rule alone elsewhere', () => {
    const rowOf = rowNameOf({ sweep: well });
    expect(['confirmed.api.request.1.after-kill', 'trace.api.request', 'unsent.7'].map(rowOf)).toEqual([
      'after-kill',
      'trace.*',
      'unsent.*',
    ]);
    expect(rowNameOf({ sweep: undefined })('slow.payments')).toBe('slow.payments');
  });

  it('sums up what the verdict says of its rules', () => {
    const point = 'confirmed.api.request';
    const faults = [`${point}.1.after-kill`, `${point}.2.after-kill`, 'trace.api.request'].map((rule) => ({
      ...{ rule, fault: 'crash-at-call', fired: 2, keys: 1, recoveryNotMeasured: 'it never began' },
    }));
    const verdict = { ...sampleRun({ count: 1, seed: 1, verdict: 'pass' }).verdict, faults };
    expect(factsByRow({ sweep: well, verdict })).toEqual([
      { rule: 'after-kill', fault: 'crash-at-call', fired: 4, keys: 2 },
      { rule: 'trace.*', fault: 'crash-at-call', fired: 2, keys: 1 },
    ]);
    expect(factsByRow({ sweep: undefined, verdict })).toBe(faults);
  });
});
