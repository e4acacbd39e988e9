import { type Panel, swatch } from '../../report/charts/timeline.ts';
import { duration } from '../../report/markup/format.ts';
import { type Html, html } from '../../report/markup/html.ts';
import type { Span } from '../../report/model/span.ts';

/** The charts of a run so far, each with its latest values. */
export function livePanels(panels: readonly Panel[], span: Span | undefined): Html {
  if (span === undefined || panels.length === 0)
    return html`<p class="muted">Nothing was measured yet: charts come with the first requests.</p>`;
  return html`${panels.map(panelOf)}<p class="source">Each point sums up ${duration(span.bucketMs)}; shaded: a fault was active. Beside each name, the latest value.</p>`;
}

function panelOf({ id, title, unit, series, chart }: Panel): Html {
  return html`<figure class="panel" data-panel="${id}"><figcaption><h3>${title}${unit !== '' && html` <span class="muted small">${unit}</span>`}</h3>
<ul class="legend">${series.map(({ label, colour, values }) => html`<li>${swatch(colour)}${label} <output>${latest(values, unit)}</output></li>`)}</ul></figcaption>
<div class="plotted">${chart}</div></figure>`;
}

function latest(values: Panel['series'][number]['values'], unit: string): string {
  const value = values.findLast((one) => one !== undefined);
  return value === undefined ? '–' : `${Number(value.toFixed(value < 10 ? 2 : 0))}${unit && `\u202f${unit}`}`;
}
