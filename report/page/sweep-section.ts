import type { Outcome, Sweep } from '../../run/sweep-file.ts';
import { type Figure, figureList } from '../markup/figures.ts';
import { capital, count, counted } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import {
  type Cell,
  type CoverageTable,
  callOf,
  coverageTableOf,
  groupedBy,
  type Row,
  talliesOf,
  type Way,
} from '../model/coverage-table.ts';
import type { Digest } from '../model/digest.ts';
import type { UnitName } from '../model/units/unit-name.ts';
import { storyAnchor } from './invariants-section.ts';

const signs: Readonly<Record<Cell, readonly [string, string, string]>> = {
  survived: ['✓', 'pass', 'survived'],
  violated: ['✗', 'fail', 'violated'],
  'never-fired': ['–', 'inconclusive', 'never fired'],
  'not-judged': ['?', 'inconclusive', 'not judged'],
};
const mostNamed = 50;

/** What a sweep went through: each AWS call of a unit in each way, and what became of the unit that was hurt there. */
export function sweepSection(
  sweep: Sweep,
  { unit, short }: Pick<Digest, 'unit' | 'short'>,
  storyIds: ReadonlySet<string>,
): Html {
  const table = coverageTableOf(sweep);
  const { ways, rows, violated, neverFired } = table;
  const known = { violated, storyIds, unit, short };
  const scenarios = [...groupedBy(rows, ({ scenario }) => scenario)];
  return html`<section id="crash-points"><h2>Crash points</h2>
<p class="intro">Every AWS call that is made for one ${unit.one} of each kind, found by following it. At each of them, in each way, another ${unit.one} was hurt: did it end as it would have without?</p>
<div class="card">${figures(table, unit)}
${violated.length > 0 && offences(known)}
${neverFired.length > 0 && html`<p class="inconclusive">Never fired: ${named(neverFired)}</p>`}
<h3>How many survived</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Crash points by kind of ${unit.one}"><table class="sweep"><thead>${head(capital(unit.one), ways)}</thead>
<tbody>${scenarios.map(([name, of]) => html`<tr><th scope="row"><a href="#${anchor(name)}">${name}</a><div class="muted small">${counted(of.length, 'call')}</div></th>${talliesOf(of, ways).map(({ tone, text }) => html`<td class="${tone}">${text}</td>`)}</tr>`)}</tbody></table></div>
${scenarios.map(([name, of]) => scenario(name, of, ways, known))}
<p class="source">From sweep.json; its trials name the ${unit.one} and the rule of every single fault. A time-out holds the function until Lambda kills it. A fault that hit nothing, because a neighbour in the same batch had died first, was tried again with another ${unit.one}. Calls that a handler makes only after a failure were not gone through.</p></div></section>`;
}

function figures({ coverage, rows, ways, sent }: CoverageTable, { many }: UnitName): Html {
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
    [`${capital(many)} sent`, count(sent), sent > cells ? `${count(sent - cells)} of them a further try` : undefined],
  ]);
}

/** What the parts of the section know besides their rows. */
interface Known extends Pick<Digest, 'unit' | 'short'> {
  readonly violated: readonly Outcome[];
  readonly storyIds: ReadonlySet<string>;
}

/** A story is told of the unit, or of the request that it came of. */
function storyOf({ unit, key }: Outcome, storyIds: ReadonlySet<string>): string | undefined {
  return [unit, key].find((id) => storyIds.has(id));
}

function offences({ violated, storyIds, unit: { one, many } }: Known): Html {
  const shown = violated.slice(0, mostNamed);
  const rest = violated.length - shown.length;
  return html`<h3>${capital(many)} that did not survive</h3><ul class="offences">${shown.map((outcome) => {
    const { point, variant, unit, problems } = outcome;
    const story = storyOf(outcome, storyIds);
    return html`<li><strong>${point}.${variant}</strong>, ${one} ${story === undefined ? unit : html`<a href="#${storyAnchor(story)}">${unit}</a>`}: ${problems.join('; ')}</li>`;
  })}${rest > 0 && html`<li>and ${count(rest)} more in sweep.json</li>`}</ul>`;
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

/** One kind of unit, open where something is not well. */
function scenario(name: string, rows: readonly Row[], ways: readonly Way[], known: Known): Html {
  const well = rows.every(({ cells }) => cells.every((cell) => cell === 'survived'));
  const stops = groupedBy(rows, ({ function: at, step }) => `${known.short(at)}: ${step}`);
  return html`<details class="stops" id="${anchor(name)}"${well ? '' : openMark}><summary>${name}: each of ${counted(rows.length, 'call')}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Crash points of the ${known.unit.one} ${name}"><table class="sweep"><thead>${head('AWS call', ways)}</thead>
${[...stops].map(([stop, calls]) => html`<tbody><tr><th scope="rowgroup" colspan="${ways.length + 1}">${stop}</th></tr>${calls.map((row) => callRow(row, ways, known))}</tbody>`)}</table></div></details>`;
}

const openMark = html` open`;

function callRow({ point, cells }: Row, ways: readonly Way[], known: Known): Html {
  const { operation, on } = callOf(point, known.short);
  return html`<tr><th scope="row"><span class="muted">${point.call}</span> ${operation} <span class="muted">${on}</span></th>${cells.map((cell, at) => cellOf(cell, point.name, ways[at]?.name, known))}</tr>`;
}

function cellOf(cell: Cell, point: string, way: string | undefined, { violated, storyIds }: Known): Html {
  const [sign, tone, words] = signs[cell];
  const mark = html`<span class="${tone}"><span aria-hidden="true">${sign}</span><span class="unseen">${words}</span></span>`;
  const story = violated
    .filter((one) => one.point === point && one.variant === way)
    .map((one) => storyOf(one, storyIds))
    .find((id) => id !== undefined);
  return html`<td>${story === undefined ? mark : html`<a href="#${storyAnchor(story)}">${mark}</a>`}</td>`;
}

function anchor(scenario: string): string {
  return `sweep-${scenario.replace(/[^a-zA-Z0-9-]/g, '_')}`;
}
