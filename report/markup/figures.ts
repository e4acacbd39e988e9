import { type Html, html } from './html.ts';

/** A name, its number, and a remark. */
export type Figure = readonly [name: string, value: string, note?: string | undefined];

/** The numbers that matter, large, beside one another. */
export function figureList(list: readonly Figure[]): Html {
  return html`<dl class="figures">${list.map(([name, value, note]) => html`<div><dt>${name}</dt><dd>${value}</dd>${note !== undefined && note !== '' && html`<dd class="note">${note}</dd>`}</div>`)}</dl>`;
}
