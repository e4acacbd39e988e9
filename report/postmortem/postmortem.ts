import { count, counted, duration, utc } from '../markup/format.ts';
import { escapeMarkdown, fenced, markdownTable } from '../markup/markdown-text.ts';
import { statusOf } from '../markup/status.ts';
import type { Digest } from '../model/digest.ts';
import { repeatOf } from '../model/repeat.ts';
import type { Run } from '../model/run.ts';
import { type Story, storiesOf } from '../model/story.ts';
import { reconcile } from '../model/units/reconciliation.ts';
import { sweepMarkdown } from '../text/sweep-text.ts';
import { impactOf } from './impact.ts';
import { questionsOf } from './questions.ts';
import { timelineOf } from './timeline.ts';

const shownEvents = 40;

/**
 * The draft of a postmortem as Markdown: everything that the files of a run can answer is filled in, and what only
 * people can answer is asked. Blameless, in the order of https://sre.google/sre-book/example-postmortem/.
 */
export function postmortemOf(digest: Digest): string {
  const { run, headline, offenders, unit } = digest;
  const story = storiesOf(run)[0];
  const parts = [
    `# Postmortem (draft): ${escapeMarkdown(headline.claim)}`,
    list(factsOf(digest)),
    `## What was claimed\n\n${claimed(digest)}`,
    `## What happened\n\n${list([...headline.sentences.map(escapeMarkdown), ...brokenOf(run)])}`,
    `## Impact\n\n${list(impactOf(digest))}`,
    `## Timeline\n\nAll times are UTC.\n\n${markdownTable(
      ['time', 'what'],
      timelineOf(digest).map(({ at, what }) => [timeOf(at), escapeMarkdown(what)]),
    )}`,
    story && `## What happened to the first offender\n\n${storyOf(story, offenders.size)}`,
    `## What was injected\n\n${injected(digest)}`,
    run.sweep && `## Crash points\n\n${sweepMarkdown(run.sweep, unit)}`,
    '## Root cause\n\n_To be written: the first line of the story that should not be possible, and why the code allowed it._',
    `## Open questions\n\n${list(questionsOf(digest).map(escapeMarkdown))}`,
    `## Actions\n\n${markdownTable(['action', 'prevents, detects or mitigates', 'owner', 'due'], [['', '', '', '']])}`,
    run.manifest && `## Run it again\n\n${fenced(repeatOf(run.manifest))}`,
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function list(points: readonly string[]): string {
  return points.length === 0
    ? '- Nothing that the files of the run tell.'
    : points.map((point) => `- ${point}`).join('\n');
}

function factsOf({ run: { manifest }, headline: { status } }: Digest): string[] {
  const facts = [`**Verdict:** ${status}`, '**Status:** draft, to be completed by those who were there'];
  if (manifest === undefined) return facts;
  const { experiment, startedAt, endedAt, seed, sabotage, engine } = manifest;
  const ended = endedAt === undefined ? 'end not recorded' : `for ${duration(endedAt - startedAt)}`;
  return [
    ...facts,
    `**When:** ${utc(startedAt)}, ${ended}`,
    `**Experiment:** ${escapeMarkdown(experiment.name ?? experiment.title ?? 'unnamed')}, seed ${escapeMarkdown(String(seed))}`,
    `**Engine:** ${escapeMarkdown([engine.kind, engine.version].filter((part) => part !== undefined).join(' '))}`,
    ...(sabotage === undefined ? [] : [`**Planted on purpose:** ${escapeMarkdown(sabotage)}`]),
  ];
}

function claimed({ run: { manifest, verdict }, headline: { claim } }: Digest): string {
  const description = manifest?.experiment.description;
  const invariants = (verdict?.invariants ?? []).map(
    (invariant) => `${escapeMarkdown(invariant.name)}: ${escapeMarkdown(invariant.claim)}`,
  );
  return [
    `> ${escapeMarkdown(claim)}`,
    ...(typeof description === 'string' ? [escapeMarkdown(description.trim())] : []),
    ...(invariants.length === 0 ? [] : [`Judged by:\n\n${list(invariants)}`]),
  ].join('\n\n');
}

function brokenOf({ verdict }: Run): string[] {
  return (verdict?.invariants ?? [])
    .filter(({ valid }) => statusOf(valid) === 'fail')
    .map(
      ({ name, counterexample }) =>
        `**${escapeMarkdown(name)}:** ${escapeMarkdown(counterexample?.summary ?? 'broken')}`,
    );
}

function storyOf({ id, broken, events, omitted }: Story, offenders: number): string {
  const shown = events.slice(0, shownEvents);
  const rest = omitted + events.length - shown.length;
  return [
    `\`${id.replace(/[`\s]+/g, ' ')}\` is one of ${counted(offenders, 'offender')}; the others are in the report.`,
    list(broken.map(({ invariant, what }) => `**${escapeMarkdown(invariant)}:** ${escapeMarkdown(what)}`)),
    markdownTable(
      ['time', 'where', 'what', ''],
      shown.map(({ at, lane, text, role }) => [
        timeOf(at),
        lane,
        escapeMarkdown(text),
        role === 'broken' ? '**broken here**' : (role ?? ''),
      ]),
    ),
    ...(rest === 0 ? [] : [`${counted(rest, 'event')} left out; all are in history.jsonl.`]),
  ].join('\n\n');
}

function injected(digest: Digest): string {
  const { windows, unit } = digest;
  const effects = reconcile(digest);
  if (effects.length === 0 && windows.length === 0) return 'No fault is recorded in the files of the run.';
  const terms = new Map(windows.map(({ rule, terms: words }) => [rule, words]));
  return markdownTable(
    ['rule', 'fault', 'asked for', 'fired', `${escapeMarkdown(unit.many)} hit`, 'their outcomes', 'offenders'],
    effects.map(({ rule, fault, injections, keys, outcomes, offenders }) => [
      escapeMarkdown(rule),
      escapeMarkdown(fault),
      escapeMarkdown(terms.get(rule) ?? '–'),
      injections === 0 ? 'never' : count(injections),
      count(keys),
      escapeMarkdown([...outcomes].map(([label, amount]) => `${amount} ${label}`).join(', ') || '–'),
      count(offenders),
    ]),
  );
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
