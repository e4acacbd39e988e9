import { labCommand } from '../../kernel/project.ts';
import { overview } from '../charts/overview.ts';
import { documentOf } from '../markup/document.ts';
import { duration } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import type { Status } from '../markup/status.ts';
import { verdictMark } from '../markup/verdict-mark.ts';
import { timelineSection } from '../page/timeline-section.ts';
import { aligned, comparedLanes, comparedPanels } from './charts.ts';
import { compare, type Group, type Row } from './comparison.ts';
import { differencesOf, settings } from './setting.ts';
import type { Side } from './side.ts';

/** Addresses of the two reports, relative to the page; undefined where there is none. */
export type Links = readonly [string | undefined, string | undefined];

/** Two runs side by side as one HTML document that loads nothing and sends nothing. */
export function comparePage(left: Side, right: Side, links: Links): string {
  const groups = compare(left, right);
  const setting = settings(left, right);
  const [verdicts, ...measured] = groups;
  const both = aligned(left, right);
  const panels = both === undefined ? [] : comparedPanels(both);
  const sections = [
    verdicts !== undefined && groupSection('verdicts', verdicts, 'What holds in each run, and what does not.'),
    both !== undefined &&
      panels.length > 0 &&
      timelineSection(both.span, panels, {
        intro: `0:00 is the first request or fault of each run. Shaded: a fault was active, darker where in both. Each point sums up ${duration(both.span.bucketMs)}.`,
        windows: 'verdict.json or journal.jsonl of each run',
      }),
    measured.length > 0 &&
      html`<section id="numbers"><h2>Numbers</h2><p class="intro">Counted and measured by the judge, the service level by the report. Two runs show a difference, not its cause; <code>${labCommand} report --history</code> shows whether it stays.</p>${measured.map((group) => card(group))}</section>`,
    groupSection(
      'setting',
      { title: 'What was run', source: 'manifest.json and journal.jsonl', rows: setting },
      'Where these differ, a difference of the results may come from it.',
    ),
  ];
  return documentOf({
    title: `${left.headline.status} and ${right.headline.status}: two runs compared`,
    about: 'two runs compared',
    links: [
      ['verdicts', 'Verdicts'],
      ['timeline', 'Timeline'],
      ['numbers', 'Numbers'],
      ['setting', 'What was run'],
    ],
    content: html`${hero(left, right, links)}<main class="width" id="content">${sections}</main>`,
    footer: 'Every number on this page comes from a file of one of the two runs; each part names its own.',
  });
}

function hero(left: Side, right: Side, links: Links): Html {
  const both = aligned(left, right);
  const lanes = both === undefined ? [] : comparedLanes(both.sides, [left, right].map(brokenSince));
  return html`<header class="hero" id="verdict"><div class="width">
<h1>${left.headline.claim === right.headline.claim ? left.headline.claim : 'Two runs of different claims'}</h1>
<div class="sides">${[left, right].map((side, index) => sideOf(side, index === 0 ? 'A' : 'B', links[index]))}</div>
<p class="lead">${differencesOf(left, right)}</p>
${both !== undefined && lanes.length > 0 && html`<div class="overview">${overview(both.span, lanes, 'Both runs over time: load, fault windows and broken promises')}</div>`}
</div></header>`;
}

function brokenSince({ headline, span }: Side): readonly number[] {
  return headline.brokenAt.map((at) => at - (span?.from ?? 0));
}

const words = { pass: 'Pass', fail: 'Fail', inconclusive: 'Inconclusive' } as const;

function sideOf({ name, headline }: Side, letter: string, link: string | undefined): Html {
  const { status, sentences } = headline;
  return html`<div><p class="verdict ${status}">${verdictMark(status)}${letter}: ${words[status]}</p>
<p class="mono">${link === undefined ? name : html`<a href="${link}">${name}</a>`}</p><p class="small">${sentences.slice(0, 3).join(' ')}</p></div>`;
}

function groupSection(id: string, group: Group, intro: string): Html {
  return html`<section id="${id}"><h2>${group.title}</h2><p class="intro">${intro}</p>${card({ ...group, title: '' })}</section>`;
}

function card({ title, source, rows }: Group): Html {
  return html`<div class="card">${title !== '' && html`<h3>${title}</h3>`}<div class="scroll" tabindex="0" role="region" aria-label="${title === '' ? source : title} of both runs"><table class="compared"><thead><tr><th scope="col"></th><th scope="col">A</th><th scope="col">B</th><th scope="col">B against A</th></tr></thead>
<tbody>${rows.map(rowOf)}</tbody></table></div><p class="source">From ${source} of each run.</p></div>`;
}

function rowOf({ label, left, right, change, statuses }: Row): Html {
  const cell = (text: string | undefined, status: Status | undefined) =>
    html`<td>${status === undefined ? (text ?? '–') : html`<span class="status ${status}">${verdictMark(status)}${text}</span>`}</td>`;
  const quiet = change === undefined || change === 'same';
  return html`<tr><th scope="row">${label}</th>${cell(left, statuses?.[0])}${cell(right, statuses?.[1])}<td class="${quiet ? 'muted' : 'differs'}">${change ?? '–'}</td></tr>`;
}
