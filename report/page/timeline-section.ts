import { type Panel, swatch } from '../charts/timeline.ts';
import { clock } from '../markup/format.ts';
import { dataBlock, type Html, html } from '../markup/html.ts';
import type { Span } from '../model/span.ts';

/** What the reader must know of the charts: how to read them, and which files the fault windows come from. */
export interface Legend {
  readonly intro: string;
  readonly windows: string;
}

/** The charts below each other on one time axis, with a cursor that reads all of them at once, and the same numbers as a table. */
export function timelineSection(span: Span, panels: readonly Panel[], { intro, windows }: Legend): Html {
  return html`<section id="timeline"><h2>Timeline</h2>
<p class="intro">${intro}</p>
<div class="card" id="charts" tabindex="-1">
<p class="moment scripted-only"><label for="cursor">Moment</label><input type="range" id="cursor" min="0" max="${span.buckets - 1}" value="0" step="1"><output id="moment" for="cursor">Point at a chart, or move the slider, to read all charts at one moment.</output></p>
${panels.map(panelOf)}
<p class="source">Drawn from ${[...new Set(panels.map(({ source }) => source))].join(', ')}; fault windows from ${windows}.</p>
<details><summary class="small">The same numbers as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="Numbers of the timeline">${tableOf(span, panels)}</div></details>
</div>
${dataBlock('readings', {
  bucketMs: span.bucketMs,
  buckets: span.buckets,
  panels: Object.fromEntries(
    panels.map(({ id, unit, series }) => [
      id,
      { unit, series: series.map(({ values }) => values.map((value) => shown(value) ?? null)) },
    ]),
  ),
})}</section>`;
}

function panelOf({ id, title, unit, series, chart }: Panel): Html {
  return html`<figure class="panel" data-panel="${id}"><figcaption><h3>${title}${unit !== '' && html` <span class="muted small">${unit}</span>`}</h3>
<ul class="legend">${series.map(({ label, colour }) => html`<li>${swatch(colour)}${label} <output></output></li>`)}</ul></figcaption>
<div class="plotted">${chart}</div></figure>`;
}

function tableOf(span: Span, panels: readonly Panel[]): Html {
  const columns = panels.flatMap(({ title, unit, series }) =>
    series.map(({ label, values }) => ({ name: `${title}: ${label}${unit === '' ? '' : `, ${unit}`}`, values })),
  );
  const rows = Array.from({ length: span.buckets }, (_, index) => index);
  return html`<table><thead><tr><th scope="col">from</th>${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${clock(row * span.bucketMs)}</th>${columns.map(({ values }) => html`<td class="number">${shown(values[row]) ?? '–'}</td>`)}</tr>`)}</tbody></table>`;
}

function shown(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toFixed(value < 10 ? 2 : 0));
}
