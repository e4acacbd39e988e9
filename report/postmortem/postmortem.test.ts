import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../model/digest.ts';
import type { Run } from '../model/run.ts';
import type { SampleOptions } from '../testing/sample-options.ts';
import { sampleRun, sampleWindow } from '../testing/sample-run.ts';
import { postmortemOf } from './postmortem.ts';

const told = (verdict: SampleOptions['verdict'], hostile = '', left: Partial<Run> = {}) =>
  postmortemOf(digestOf({ ...sampleRun({ count: 200, seed: 7, verdict, hostile }), ...left }));
const headings = (text: string) => [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
const section = (text: string, heading: string) => text.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

describe('postmortem', () => {
  const text = told('fail');

  it('tells claim, events, impact, story, injections, questions and the command', () => {
    expect(headings(text)).toEqual([
      'What was claimed',
      'What happened',
      'Impact',
      'Timeline',
      'What happened to the first offender',
      'What was injected',
      'Root cause',
      'Open questions',
      'Actions',
      'Run it again',
    ]);
    expect(section(text, 'What happened')).toContain('**exactly-once-effects:** ord-00085: charged 2 times');
    expect(section(text, 'Impact')).toContain('- 200 orders accepted of 200 asked for.');
    expect(section(text, 'Impact')).toContain('- 2 messages in orders-payments-dlq at the end.');
    expect(section(text, 'What was injected')).toMatch(/\| payments-slow \| delay \| .* confirmed.* \| 7 \|/);
  });

  it('puts everything in order of time', () => {
    const times = [...section(text, 'Timeline').matchAll(/^\| (\d\d:\d\d:\d\d\.\d{3}) \| (.*) \|$/gm)];
    expect(times.map(([, at]) => at)).toEqual(times.map(([, at]) => at).sort());
    const active = new Date(sampleWindow.from).toISOString().slice(11, 23);
    expect(times.map(([, at, what]) => `${at} ${what}`)).toEqual(
      expect.arrayContaining([
        `${active} Fault payments-slow is active.`,
        expect.stringContaining('First promise broken.'),
        expect.stringContaining('Steady again, 6.4 s after payments-slow.'),
      ]),
    );
  });

  it('marks where the promise was broken', () => {
    expect(section(text, 'What happened to the first offender').match(/\*\*broken here\*\*/g)).toHaveLength(1);
  });

  it('asks what the run left open', () => {
    const open = section(told('inconclusive'), 'Open questions');
    expect(open).toContain('Does money-conservation hold? It could not be judged: two pages of the ledger');
    expect(open).toContain('Would the claim hold under inventory-throttle? It never fired.');
    expect(open).not.toContain('Which test fails');
  });

  it('can be written of a run of which little is left', () => {
    const left = told('pass', '', { verdict: undefined, manifest: undefined, history: [], ledger: [] });
    expect(left).toContain('Does the claim hold? The run was not judged.');
    expect(headings(left)).not.toContain('Run it again');
  });

  it('keeps hostile data inside its place', () => {
    const hostile = told('fail', '|\n\n# owned <img src=x> ```');
    expect(hostile).not.toMatch(/^# owned/m);
    expect(section(hostile, 'Timeline')).not.toMatch(/(?<!\\)<img/);
    expect(hostile.match(/^```$/gm)).toHaveLength(2);
  });
});
