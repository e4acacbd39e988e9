import { exactClock, shortened } from '../../report/markup/format.ts';
import { type Html, html } from '../../report/markup/html.ts';
import type { Run } from '../../report/model/run.ts';
import { storyOf } from '../../report/model/story.ts';
import { storyEvents } from '../../report/page/stories-section.ts';
import { findKey } from '../model/known-keys.ts';

export interface StoryOptions {
  /** As it was typed: a key, the id of a unit, or a part of one. */
  readonly typed: string;
  /** The start of the run's time axis, epoch ms. */
  readonly from: number;
  /** Where the story is from, a sentence. */
  readonly source: string;
}

/** The story of a key, or what keys there are that were meant. */
export function keyStory(run: Run, { typed, from, source }: StoryOptions): Html {
  const { key, candidates } = findKey(run, typed);
  if (key === undefined) return notOne(typed, candidates);
  const story = storyOf(run, key);
  const last = story.events.at(-1);
  return html`<h3 tabindex="-1" id="story-of"><span class="mono">${shortened(story.id, 90)}</span></h3>
${story.id !== key && html`<p class="muted small">Came of the key <span class="mono">${key}</span>.</p>`}
${story.broken.length > 0 && html`<ul class="what">${story.broken.map(({ invariant, what }) => html`<li><strong class="fail">${invariant}</strong>: ${shortened(what, 400)}</li>`)}</ul>`}
${story.events.length === 0 ? html`<p class="muted">Nothing is known of it yet.</p>` : storyEvents(story, 'told', from)}
<p class="source">${source}${last !== undefined && ` The last that is known happened at ${exactClock(last.at - from)}.`}</p>`;
}

function notOne(typed: string, candidates: readonly string[]): Html {
  if (candidates.length === 0)
    return html`<h3 tabindex="-1" id="story-of">Nobody knows ${shortened(typed, 60)}</h3><p class="muted">Expected the key of a request, the id of what came of it, or a part of one that was sent by now.</p>`;
  return html`<h3 tabindex="-1" id="story-of">Which one?</h3><ul class="candidates">${candidates.map((key) => html`<li><button type="button" class="mono" data-key="${key}">${shortened(key, 90)}</button></li>`)}</ul>`;
}
