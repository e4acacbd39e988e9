import { panelsOf } from '../charts/timeline.ts';
import { linearizationSection } from '../linearization/section.ts';
import { documentOf } from '../markup/document.ts';
import { duration, exactClock, utc } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import type { Digest } from '../model/digest.ts';
import { excerptOf } from '../model/operations.ts';
import { storiesOf } from '../model/story.ts';
import { merged } from '../model/windows.ts';
import { faultsSection } from './faults-section.ts';
import { hero } from './hero.ts';
import { invariantsSection } from './invariants-section.ts';
import { objectiveSection } from './objective-section.ts';
import { operationsSection } from './operations-section.ts';
import { runSection } from './run-section.ts';
import { storiesSection } from './stories-section.ts';
import { sweepSection } from './sweep-section.ts';
import { timelineSection } from './timeline-section.ts';

/** The report of a run as one HTML document that loads nothing and sends nothing. */
export function pageOf(digest: Digest): string {
  const { run, windows, span, headline, offenders, service } = digest;
  const stories = storiesOf(run);
  const storyIds = new Set(stories.map(({ id }) => id));
  const from = span?.from ?? 0;
  const panels = span === undefined ? [] : panelsOf(digest, span);
  const excerpt = excerptOf(run, offenders);
  const drawings = (run.verdict?.invariants ?? []).flatMap(({ linearizations }) => linearizations ?? []);
  const sections: (Html | false)[] = [
    stories.length > 0 && storiesSection(stories, offenders.size, from),
    run.sweep !== undefined && sweepSection(run.sweep, digest, storyIds),
    span !== undefined && panels.length > 0
      ? timelineSection(span, panels, {
          intro: `0:00 is ${utc(span.from)}. ${windows.length > 0 ? 'Shaded: a fault was active. ' : ''}Each point sums up ${duration(span.bucketMs)}.`,
          windows: 'verdict.json or journal.jsonl',
        })
      : html`<section id="timeline"><h2>Timeline</h2><p class="intro">Nothing was measured: client.jsonl, metrics.jsonl and history.jsonl are missing or empty.</p></section>`,
    excerpt !== undefined && operationsSection(excerpt, windows, from),
    drawings.length > 0 &&
      linearizationSection(drawings, {
        shades: merged(windows, Number.POSITIVE_INFINITY).map(({ startedAt, endedAt }) => ({
          from: (startedAt - run.origin) * 1e6,
          to: (endedAt - run.origin) * 1e6,
        })),
        clock: (time) => exactClock(run.origin + time / 1e6 - from),
        source: 'verdict.json',
      }),
    run.verdict !== undefined && invariantsSection(digest, storyIds),
    faultsSection(digest, from),
    service !== undefined && objectiveSection(service),
    runSection(digest),
  ];
  return documentOf({
    title: `${headline.status}: ${headline.claim}`,
    about: aboutOf(digest),
    links,
    content: html`${hero(digest)}<main class="width" id="content">${sections}</main>`,
    footer:
      'Every number on this page comes from a file of the run; each part names its own. Rebuilt from those files at any time, on any machine.',
  });
}

const links = [
  ['stories', 'What went wrong'],
  ['crash-points', 'Crash points'],
  ['timeline', 'Timeline'],
  ['operations', 'Operations'],
  ['linearization', 'Linearization'],
  ['invariants', 'Invariants'],
  ['faults', 'Faults'],
  ['objective', 'Service level'],
  ['run', 'The run'],
] as const;

function aboutOf({ run: { manifest }, headline: { claim } }: Digest): string {
  if (manifest === undefined) return '';
  const { name, title } = manifest.experiment;
  const experiment = name ?? (title === claim ? undefined : title);
  return [experiment, utc(manifest.startedAt), `seed ${manifest.seed}`].filter((part) => part !== undefined).join(', ');
}
