import type { Outcome, Sweep } from '../../run/sweep-file.ts';
import { type Figure, figureList } from '../markup/figures.ts';
import { count, counted } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import {
  type Cell,
  type CoverageTable,
  callOf,
  coverageTableOf,
  groupedBy,
  type Row,
  short,
  talliesOf,
  type Way,
} from '../model/coverage-table.ts';
import { storyAnchor } from './invariants-section.ts';

const signs: Readonly<Record<Cell, readonly [string, string, string]>> = {
  survived: ['✓', 'pass', 'survived'],
  violated: ['✗', 'fail', 'violated'],
  'never-fired': ['–', 'inconclusive', 'never fired'],
  'not-judged': ['?', 'inconclusive', 'not judged'],
};
const mostNamed = 50;

/** What a sweep went through: each AWS call of an order's saga in each way, and what became of the order that was hurt there. */
export function sweepSection(sweep: Sweep, storyIds: ReadonlySet<string>): Html {
  const table = coverageTableOf(sweep);
  const { ways, rows, violated, neverFired } = table;
  const scenarios = [...groupedBy(rows, ({ scenario }) => scenario)];
  return html`<section id="crash-points"><h2>Crash points</h2>
<p class="intro">Every AWS call that the saga of an order makes, found by following one order of each kind. At each of them, in each way, another order was hurt: did it end as it would have without?</p>
<div class="card">${figures(table)}
${violated.length > 0 && offences(violated, storyIds)}
${neverFired.length > 0 && html`<p class="inconclusive">Never fired: ${named(neverFired)}</p>`}
<h3>How many survived</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Crash points by kind of order"><table class="sweep"><thead>${head('Order', ways)}</thead>
<tbody>${scenarios.map(([name, of]) => html`<tr><th scope="row"><a href="#${anchor(name)}">${name}</a><div class="muted small">${counted(of.length, 'call')}</div></th>${talliesOf(of, ways).map(({ tone, text }) => html`<td class="${tone}">${text}</td>`)}</tr>`)}</tbody></table></div>
${scenarios.map(([name, of]) => scenario(name, of, ways, { violated, storyIds }))}
<p class="source">From sweep.json; its trials name the order and the rule of every single fault. A time-out holds the function until Lambda kills it. A fault that hit nothing, because a neighbour in the same batch had died first, was tried again with another order. Calls that a handler makes only after a failure were not gone through.</p></div></section>`;
}

function figures({ coverage, rows, ways, orders }: CoverageTable): Html {
  const cells = rows.length * ways.length;
  const judged: readonly Figure[] =
    coverage === undefined
      ? []
      : [
          ['Faults fired', count(coverage.fired), `of ${count(coverage.cells)}`],
          ['Survived', count(coverage.survived)],
          ['Violated', count(coverage.violated)],
          ['Never fired', count(coverage.neverFired)],
        ];
  return figureList([
    ['AWS calls', count(rows.length), `in ${counted(ways.length, 'way')} each`],
    ...judged,
    ['Orders sent', count(orders), orders > cells ? `${count(orders - cells)} of them a further try` : undefined],
  ]);
}

function offences(violated: readonly Outcome[], storyIds: ReadonlySet<string>): Html {
  const shown = violated.slice(0, mostNamed);
  const rest = violated.length - shown.length;
  return html`<h3>Orders that did not survive</h3><ul class="offences">${shown.map(({ point, variant, orderId, problems }) => html`<li><strong>${point}.${variant}</strong>, order ${storyIds.has(orderId) ? html`<a href="#${storyAnchor(orderId)}">${orderId}</a>` : orderId}: ${problems.join('; ')}</li>`)}${rest > 0 && html`<li>and ${count(rest)} more in sweep.json</li>`}</ul>`;
}

function named(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return `${names.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${count(rest)} more in sweep.json` : ''}.`;
}

/** Two lines: on which side of the call, and how. */
function head(title: string, ways: readonly Way[]): Html {
  const before = ways.filter(({ side }) => side === 'before').length;
  const sides = [
    ['before the call', before],
    ['after the call', ways.length - before],
  ] as const;
  return html`<tr><th scope="col" rowspan="2">${title}</th>${sides.map(([side, span]) => span > 0 && html`<th scope="colgroup" colspan="${span}">${side}</th>`)}</tr>
<tr>${ways.map(({ how }) => html`<th scope="col">${how}</th>`)}</tr>`;
}

interface Known {
  readonly violated: readonly Outcome[];
  readonly storyIds: ReadonlySet<string>;
}

/** One kind of order, open where something is not well. */
function scenario(name: string, rows: readonly Row[], ways: readonly Way[], known: Known): Html {
  const well = rows.every(({ cells }) => cells.every((cell) => cell === 'survived'));
  const stops = groupedBy(rows, ({ function: at, step }) => `${short(at)}: ${step}`);
  return html`<details class="stops" id="${anchor(name)}"${well ? '' : openMark}><summary>${name}: each of ${counted(rows.length, 'call')}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Crash points of an order that is ${name}"><table class="sweep"><thead>${head('AWS call', ways)}</thead>
${[...stops].map(([stop, calls]) => html`<tbody><tr><th scope="rowgroup" colspan="${ways.length + 1}">${stop}</th></tr>${calls.map((row) => callRow(row, ways, known))}</tbody>`)}</table></div></details>`;
}

const openMark = html` open`;

function callRow({ point, cells }: Row, ways: readonly Way[], known: Known): Html {
  const { operation, on } = callOf(point);
  return html`<tr><th scope="row"><span class="muted">${point.call}</span> ${operation} <span class="muted">${on}</span></th>${cells.map((cell, at) => cellOf(cell, point.name, ways[at]?.name, known))}</tr>`;
}

function cellOf(cell: Cell, point: string, way: string | undefined, { violated, storyIds }: Known): Html {
  const [sign, tone, words] = signs[cell];
  const mark = html`<span class="${tone}"><span aria-hidden="true">${sign}</span><span class="unseen">${words}</span></span>`;
  const offender = violated.find((one) => one.point === point && one.variant === way && storyIds.has(one.orderId));
  return html`<td>${offender === undefined ? mark : html`<a href="#${storyAnchor(offender.orderId)}">${mark}</a>`}</td>`;
}

function anchor(scenario: string): string {
  return `sweep-${scenario.replace(/[^a-zA-Z0-9-]/g, '_')}`;
}
