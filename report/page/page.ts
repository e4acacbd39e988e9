import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Headline, headlineOf } from '../headline.ts';
import { sagaLives } from '../orders.ts';
import { offendersOf, outcomesOf, reconcile } from '../reconciliation.ts';
import type { Run } from '../run.ts';
import { spanOf } from '../span.ts';
import { storiesOf } from '../story/story.ts';
import { faultWindows } from '../windows.ts';
import { faultsSection } from './faults-section.ts';
import { utc } from './format.ts';
import { hero } from './hero.ts';
import { type Html, html, trusted } from './html.ts';
import { invariantsSection } from './invariants-section.ts';
import { runSection } from './run-section.ts';
import { storiesSection } from './stories-section.ts';
import { panelsOf } from './timeline.ts';
import { timelineSection } from './timeline-section.ts';

const style = readFileSync(join(import.meta.dirname, 'style.css'), 'utf8');
const script = readFileSync(join(import.meta.dirname, 'script.js'), 'utf8');

/** The report of a run as one HTML document that loads nothing and sends nothing. */
export function pageOf(run: Run): string {
  const windows = faultWindows(run);
  const span = spanOf(run, windows);
  const headline = headlineOf(run, windows, span);
  const sagas = sagaLives(run);
  const stories = storiesOf(run);
  const offenders = offendersOf(run);
  const hit = new Set(run.ledger.map(({ key }) => key));
  const untouched = outcomesOf(
    [...sagas.keys()].filter((id) => !hit.has(id)),
    sagas,
  );
  const from = span?.from ?? 0;
  const panels = span === undefined ? [] : panelsOf(run, span, windows, sagas);
  const sections: (Html | false)[] = [
    stories.length > 0 && storiesSection(stories, offenders.size, from),
    span !== undefined && panels.length > 0
      ? timelineSection(span, panels)
      : html`<section id="timeline"><h2>Timeline</h2><p class="intro">Nothing was measured: client.jsonl, metrics.jsonl and history.jsonl are missing or empty.</p></section>`,
    run.verdict !== undefined && invariantsSection(run, new Set(stories.map(({ id }) => id))),
    faultsSection(windows, reconcile(run, sagas), untouched, from),
    runSection(run),
  ];
  return document(
    run,
    headline,
    html`${hero(run, headline, windows, span)}<main class="width" id="content">${sections}</main>`,
  ).text;
}

const links = [
  ['stories', 'What went wrong'],
  ['timeline', 'Timeline'],
  ['invariants', 'Invariants'],
  ['faults', 'Faults'],
  ['run', 'The run'],
] as const;

function document(run: Run, { status, claim }: Headline, content: Html): Html {
  const { manifest } = run;
  const { name, title } = manifest?.experiment ?? {};
  const experiment = [
    name ?? (title === claim ? undefined : title),
    manifest && utc(manifest.startedAt),
    manifest && `seed ${manifest.seed}`,
  ];
  const policy = `default-src 'none'; style-src 'sha256-${sha256(style)}'; script-src 'sha256-${sha256(script)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${status}: ${claim}</title>
<link rel="icon" href="data:,">
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="top width"><strong>Faultline</strong><span class="muted">${experiment.filter((part) => part !== undefined).join(', ')}</span>
<nav aria-label="Sections">${links.filter(([id]) => content.text.includes(`<section id="${id}"`)).map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav><button type="button" id="theme" class="scripted-only">Theme: auto</button></div>
${content}
<footer><div class="width">Every number on this page comes from a file of the run; each part names its own. Rebuilt from those files at any time, on any machine.</div></footer>
<script>${trusted(script)}</script>
</body>
</html>
`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
