import { labCommand } from '../../kernel/project.ts';
import type { Linearization } from '../../verify/verdict/linearization.ts';
import type { Invariant } from '../../verify/verdict/verdict-schema.ts';
import { documentOf } from '../markup/document.ts';
import { count } from '../markup/format.ts';
import { html } from '../markup/html.ts';
import { statusOf } from '../markup/status.ts';
import { verdictMark } from '../markup/verdict-mark.ts';
import type { Shade } from './chart.ts';
import { linearizationSection } from './section.ts';

const words = {
  pass: 'Linearizable',
  fail: 'Not linearizable',
  inconclusive: 'Not decided',
} as const;

/** What a page of pictures shows: what was found of a history file, and a drawing a key. */
export interface Pictured {
  readonly invariant: Invariant;
  readonly drawings: readonly Linearization[];
  readonly shades: readonly Shade[];
  readonly file: string;
  readonly model: string;
}

/** The pictures of a history as one HTML document that loads nothing and sends nothing. */
export function picturePage({ invariant, drawings, shades, file, model }: Pictured): string {
  const { valid, counts, counterexample, error, claim } = invariant;
  const status = statusOf(valid);
  return documentOf({
    title: `${words[status]}: ${file}`,
    about: `${file}, judged as ${model}`,
    links: [],
    content: html`<header class="hero" id="verdict"><div class="width">
<p class="verdict ${status}">${verdictMark(status)}${words[status]}</p>
<h1>${claim}</h1>
<div class="lead"><p>${counterexample?.summary ?? error ?? `An order was found for every key of ${file}.`}</p></div>
<dl class="figures">${Object.entries(counts).map(([what, amount]) => html`<div><dt>${what}</dt><dd>${count(amount)}</dd></div>`)}</dl>
</div></header><main class="width" id="content">${linearizationSection(drawings, { shades, clock: milliseconds, source: file })}</main>`,
    footer: `Drawn by ${labCommand} check linearizability --picture. The numbers after # are indexes of events of the history.`,
  });
}

function milliseconds(time: number): string {
  return `${Number((time / 1e6).toFixed(3))} ms`;
}
