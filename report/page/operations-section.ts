import { colours, operationsChart, shortName } from '../charts/operations.ts';
import { swatch } from '../charts/timeline.ts';
import { count, duration, exactClock, shortened } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import type { Excerpt, Operation } from '../model/operations.ts';
import type { FaultWindow } from '../model/windows.ts';

const words = {
  ok: 'ok',
  fail: 'fail: it surely did not happen',
  info: 'info: unknown, it may still take effect',
} as const;

/** Who asked for what and when it was answered, process by process, around the first violation. @param from epoch ms */
export function operationsSection(excerpt: Excerpt, windows: readonly FaultWindow[], from: number): Html {
  const { operations, total, around } = excerpt;
  const which =
    operations.length === total
      ? `All ${count(total)} operations`
      : `${count(operations.length)} of ${count(total)} operations, ${around === 'beginning' ? 'the first ones' : 'around the first violation'}`;
  return html`<section id="operations"><h2>Operations by process</h2>
<p class="intro">${which}. A lane is a process, a bar one operation from its call to its answer. Shaded: a fault was active.${around === 'first violation' && ' Framed: part of a violation.'}</p>
<div class="card"><ul class="legend across">${(['ok', 'fail', 'info'] as const).map((type) => html`<li>${swatch(colours[type])}${words[type]}</li>`)}</ul>
<figure>${operationsChart(excerpt, windows, from)}</figure>
<details><summary class="small">The same operations as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="Operations by process"><table><thead><tr><th scope="col">Process</th><th scope="col">Operation</th><th scope="col" class="number">At</th><th scope="col" class="number">Took</th><th scope="col">Outcome</th></tr></thead>
<tbody>${operations.map((operation) => rowOf(operation, from))}</tbody></table></div></details>
<p class="source">From history.jsonl; what is broken, from verdict.json.</p></div></section>`;
}

function rowOf({ process, f, key, startedAt, endedAt, type, error, broken, index }: Operation, from: number): Html {
  return html`<tr><th scope="row" class="mono">${shortName(process)}</th><td>${f} <span class="mono">${shortened(key, 60)}</span> <span class="muted small">#${index}</span></td><td class="number">${exactClock(startedAt - from)}</td><td class="number">${endedAt === undefined ? 'no answer' : duration(endedAt - startedAt)}</td><td>${type}${error !== undefined && html` <span class="muted">${shortened(error, 80)}</span>`}${broken && html` <strong class="fail">part of a violation</strong>`}</td></tr>`;
}
