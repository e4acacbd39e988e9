import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { buildReport } from './build.ts';
import { buildComparison } from './compare/build.ts';
import { runAs } from './formats.ts';
import { buildHistory } from './history/build.ts';
import { historyLines } from './history/terminal.ts';
import { readTrend } from './history/trend.ts';
import { sampleRun, writeSampleRun } from './testing/sample-run.ts';
import { orderSystem, rateLimiter, type SampleSystem } from './testing/sample-systems.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faultline-units-'));
});
afterAll(() => rm(dir, { recursive: true }));

const kinds = { pass: {}, fail: { refused: true }, inconclusive: {}, swept: { verdict: 'fail', sweep: true } } as const;

/** Everything that is ever said of runs of a system, by what says it. */
async function saidOf(system: SampleSystem): Promise<ReadonlyMap<string, string>> {
  const said = new Map<string, string>();
  const runs = join(dir, system.name);
  const folder = (kind: string) => join(runs, system.experiment.name, kind);
  // What the browser shows and a screen reader says, without the page's own style sheet and script.
  const wordsOf = async (html: string) => {
    const { document } = parseHTML(await readFile(html, 'utf8'));
    for (const machinery of document.querySelectorAll('style, script')) machinery.remove();
    return document.documentElement.outerHTML;
  };
  for (const [kind, options] of Object.entries(kinds)) {
    const verdict = kind === 'swept' ? 'fail' : (kind as 'pass' | 'fail' | 'inconclusive');
    await writeSampleRun(folder(kind), sampleRun({ count: 200, seed: 7, verdict, system, ...options }));
    const { html, lines } = await buildReport(folder(kind));
    said.set(`${kind}: page`, await wordsOf(html));
    said.set(`${kind}: terminal`, lines.join('\n'));
    for (const format of ['markdown', 'postmortem', 'junit'])
      said.set(`${kind}: ${format}`, await runAs(format, folder(kind)));
  }
  const compared = await buildComparison(folder('pass'), folder('fail'), { colour: false });
  said.set('comparison: page', await wordsOf(compared.html));
  said.set('comparison: terminal', compared.lines.join('\n'));
  const trend = await buildHistory(runs, { colour: false });
  said.set('trend: page', await wordsOf(trend.html));
  said.set('trend: terminal', trend.lines.join('\n'));
  return said;
}

describe('what is said of runs', () => {
  it.each([
    [orderSystem, /\bdecisions?\b/i],
    [rateLimiter, /\borders?\b/i],
  ])('of $name speaks of its own units alone', async (system, foreign) => {
    const said = await saidOf(system);
    expect([...said].filter(([, text]) => foreign.test(text)).map(([what]) => what)).toEqual([]);
    const own = new RegExp(`\\b(?:${system.unit.one}|${system.unit.many})\\b`, 'i');
    const silent = [...said].filter(([, text]) => !own.test(text)).map(([what]) => what);
    expect(silent.filter((what) => !/junit|(?:fail|inconclusive): (?:terminal|markdown)/.test(what))).toEqual([]);
  });

  it('counts as a person would', async () => {
    const { lines } = await buildReport(join(dir, rateLimiter.name, rateLimiter.experiment.name, 'pass'));
    expect(lines[1]).toBe('  All 3 invariants hold over 200 decisions.');
  });
});

describe('a report of requests alone', () => {
  it('has no panel of sagas, queues or dead letters, and a story for each key that broke a promise', async () => {
    const folder = join(dir, rateLimiter.name, rateLimiter.experiment.name, 'fail');
    const { document } = parseHTML(await readFile(join(folder, 'report.html'), 'utf8'));
    const panels = [...document.querySelectorAll('.panel h3')].map(({ textContent }) => textContent);
    expect(panels).toEqual([
      'Answer time ms',
      'Answers a second',
      'Error rate %',
      'Error budget burnt %',
      'Time to outcome ms',
      'Decisions by state',
      'Environments alive',
    ]);
    const stories = [...document.querySelectorAll('.story')];
    expect(stories.length).toBeGreaterThan(1);
    for (const story of stories) {
      expect(story.querySelector('summary')?.textContent).toMatch(/^key-\d+ one-answer-per-key/);
      expect(story.textContent).toMatch(/request key-\d+: accepted, allowed true.*broken here/s);
      expect(story.textContent).toContain('decide-slow: delay (limiter-decide)');
    }
    expect(document.body.textContent).not.toMatch(/\bsagas?\b/i);
  });

  it('of two systems at once speaks of units', async () => {
    const folder = (system: SampleSystem) => join(dir, system.name, system.experiment.name, 'pass');
    const { lines } = await buildComparison(folder(orderSystem), folder(rateLimiter), { colour: false });
    expect(lines.join('\n')).toMatch(/units accepted .*200/);
    expect(lines[2]).toBe('What was run differs in: system, claim, fault payments-slow, fault decide-slow.');
    const trends = [orderSystem, rateLimiter].map(({ name }) => readTrend(join(dir, name)));
    const runs = (await Promise.all(trends)).flatMap((trend) => trend.runs);
    expect(historyLines({ runs, skipped: 0 }, false)[0]).toMatch(/ run +units +answer p95 /);
  });
});
