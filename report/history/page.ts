import { documentOf } from '../markup/document.ts';
import { capital, count, counted, duration, utc } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import { verdictMark } from '../markup/verdict-mark.ts';
import { unitNameOf } from '../model/units/unit-name.ts';
import { trendChart } from './chart.ts';
import { type PastRun, skippedSentence, type Trend } from './trend.ts';

/** The trend over all runs as one HTML document beside them: charts by experiment, and every run with a link to its report. */
export function historyPage(trend: Trend): string {
  const { runs } = trend;
  const skipped = skippedSentence(trend);
  const experiments = Map.groupBy(runs, ({ experiment }) => experiment);
  const statuses = (['pass', 'fail', 'inconclusive'] as const).map(
    (status) => [status, runs.filter((run) => run.status === status).length] as const,
  );
  return documentOf({
    title: `${counted(runs.length, 'run')}: the trend`,
    about: 'all runs',
    links: [],
    content: html`<header class="hero"><div class="width"><h1>${counted(runs.length, 'run')} of ${counted(experiments.size, 'experiment')}</h1>
<dl class="figures">${statuses.map(([status, amount]) => html`<div><dt><span class="status ${status}">${verdictMark(status)}${status}</span></dt><dd>${count(amount)}</dd></div>`)}</dl>${skipped !== undefined && html`<p class="muted">${skipped}</p>`}</div></header>
<main class="width" id="content">${[...experiments].map(([name, list], index) => experimentSection(name, list, index))}</main>`,
    footer: 'Read from manifest.json and verdict.json of every run. A run that was not judged counts as inconclusive.',
  });
}

function experimentSection(name: string, runs: readonly PastRun[], index: number): Html {
  const charts = [
    ['Answer, p95', 'seconds', ({ answerP95Ms }: PastRun) => answerP95Ms],
    ['Outcome, p95', 'seconds', ({ outcomeP95Ms }: PastRun) => outcomeP95Ms],
    ['Recovery', 'seconds, after the slowest fault', ({ recoveryMs }: PastRun) => recoveryMs],
    ['Duration', 'seconds, of the whole run', ({ durationMs }: PastRun) => durationMs],
  ] as const;
  const known = charts.filter(([, , of]) => runs.some((run) => of(run) !== undefined));
  const { many } = unitNameOf(runs.map(({ unit }) => unit));
  return html`<section id="experiment-${index + 1}"><h2>${name}</h2><p class="intro">The oldest run is #1. A circle passed, a cross failed, a triangle is inconclusive.</p>
${known.length > 0 && html`<div class="card">${known.map(([title, unit, of]) => html`<figure class="panel"><figcaption><h3>${title}</h3><span class="muted small">${unit}</span></figcaption><div class="plotted">${trendChart(runs, `${title} of each run of ${name}, in seconds`, of)}</div></figure>`)}</div>`}
<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Runs of ${name}"><table><thead><tr><th scope="col" class="number">#</th><th scope="col">Started</th><th scope="col">Verdict</th><th scope="col" class="number">${capital(many)}</th><th scope="col" class="number">Answer, p95</th><th scope="col" class="number">Outcome, p95</th><th scope="col" class="number">Recovery</th><th scope="col" class="number">Duration</th></tr></thead>
<tbody>${runs.map((run, at) => rowOf(run, at + 1)).reverse()}</tbody></table></div></div></section>`;
}

function rowOf(run: PastRun, number: number): Html {
  const { status, startedAt, stamp, units, sabotage, broken } = run;
  const started = startedAt === undefined ? stamp : utc(startedAt).replace(' UTC', '');
  const why = [...broken, ...(sabotage === undefined ? [] : [`planted: ${sabotage}`])];
  return html`<tr><td class="number">${number}</td><th scope="row" class="nowrap">${run.hasReport ? html`<a href="${addressOfReport(run)}">${started}</a>` : started}</th>
<td><span class="status ${status}">${verdictMark(status)}${status}</span>${why.length > 0 && html`<div class="muted small">${why.join(', ')}</div>`}</td>
${[units === undefined ? undefined : count(units), ...[run.answerP95Ms, run.outcomeP95Ms, run.recoveryMs, run.durationMs].map((ms) => (ms === undefined ? undefined : duration(ms)))].map((text) => html`<td class="number">${text ?? '–'}</td>`)}</tr>`;
}

function addressOfReport({ experiment, stamp }: PastRun): string {
  return `./${encodeURIComponent(experiment)}/${encodeURIComponent(stamp)}/report.html`;
}
