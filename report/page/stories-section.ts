import { storyChart, worthDrawing } from '../charts/story.ts';
import { counted, duration, exactClock, shortened } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import type { Story } from '../model/story.ts';
import { storyAnchor } from './invariants-section.ts';

/** What happened to each offender, on a time axis and line by line. @param from the start of the run's time axis, epoch ms */
export function storiesSection(stories: readonly Story[], offenders: number, from: number): Html {
  return html`<section id="stories"><h2>What went wrong</h2>
<p class="intro">${stories.length < offenders ? `${counted(stories.length, 'story', 'stories')} of ${counted(offenders, 'offender')}, at least one for every broken invariant.` : `The ${stories.length === 1 ? 'story' : 'stories'} of ${counted(offenders, 'offender')}.`}</p>
${stories.map((story, index) => storyOf(story, index === 0, from))}
<p class="source">From history.jsonl and ledger.jsonl; what is broken, from verdict.json.</p></section>`;
}

function storyOf(story: Story, open: boolean, from: number): Html {
  const anchor = storyAnchor(story.id);
  return html`<details class="card story" id="${anchor}"${open && html` open`}><summary><h3><span class="mono">${shortened(story.id, 90)}</span> <span class="muted">${[...new Set(story.broken.map(({ invariant }) => invariant))].join(', ')}</span></h3></summary>
<ul class="what">${story.broken.map(({ invariant, what }) => html`<li><strong class="fail">${invariant}</strong>: ${shortened(what, 400)}</li>`)}</ul>
${story.events.length === 0 ? html`<p class="muted">No event of the history could be read for it.</p>` : storyEvents(story, anchor, from)}</details>`;
}

/** The events of a story on a time axis and line by line. @param from the start of the run's time axis, epoch ms */
export function storyEvents(story: Story, anchor: string, from: number): Html {
  const first = story.events.findIndex(({ role }) => role === 'broken');
  const start = story.events[0]?.at ?? from;
  const drawn = worthDrawing(story.events);
  return html`${first >= 0 && html`<a class="jump" href="#${anchor}-${first + 1}">Jump to the first error, line ${first + 1}</a>`}
<figure>${storyChart({ ...story, events: story.events.slice(0, drawn) })}</figure>
${drawn < story.events.length && html`<p class="source">Drawn up to line ${drawn}: what follows is much later.</p>`}
<div class="scroll" tabindex="0" role="region" aria-label="Events of ${shortened(story.id, 90)}"><table><thead><tr><th scope="col" class="number">Line</th><th scope="col">Time</th><th scope="col" class="roomy">Since start</th><th scope="col">Where</th><th scope="col">What</th></tr></thead>
<tbody>${story.events.map(
    ({ at, until, lane, text, role, index }, row) =>
      html`<tr id="${anchor}-${row + 1}"${role !== undefined && html` class="${role}"`}><td class="number">${row + 1}</td><td class="nowrap">${exactClock(at - from)}</td><td class="nowrap roomy">+${duration(at - start)}</td><td>${lane}</td><td class="words">${text}${until !== undefined && until - at >= 1 && html` <span class="muted">(took ${duration(until - at)})</span>`}${role === 'broken' && html` <strong class="fail">broken here</strong>`}${role === 'evidence' && html` <span class="fail">evidence</span>`}${index !== undefined && html` <span class="muted small">#${index}</span>`}</td></tr>`,
  )}</tbody></table></div>
${story.omitted > 0 && html`<p class="source">${counted(story.omitted, 'event')} left out; all are in history.jsonl.</p>`}`;
}
