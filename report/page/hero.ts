import type { Facts } from '../../verify/verdict/verdict-schema.ts';
import { overview } from '../charts/overview.ts';
import { type Figure, figureList } from '../markup/figures.ts';
import { capital, count, counted, duration } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import { verdictMark } from '../markup/verdict-mark.ts';
import type { Digest } from '../model/digest.ts';
import { type Headline, slowestRecovery } from '../model/headline.ts';
import type { Run } from '../model/run.ts';
import type { FaultWindow } from '../model/windows.ts';
import { lanesOf } from './lanes.ts';

const words = {
  pass: 'Pass: the claim held',
  fail: 'Fail: the claim does not hold',
  inconclusive: 'Inconclusive: the claim could not be judged',
} as const;

/** The first screen: verdict, claim, what happened, when and why, the numbers that matter and one look at the time. */
export function hero(digest: Digest): Html {
  const { run, headline, windows, span } = digest;
  const { status, claim, sentences } = headline;
  const broken = (run.verdict?.invariants ?? []).filter(({ valid }) => valid === false);
  const lanes = span === undefined ? [] : lanesOf(run, headline, windows, span);
  return html`<header class="hero" id="verdict"><div class="width">
<p class="verdict ${status}">${verdictMark(status)}${words[status]}</p>
<h1>${claim}</h1>
<div class="lead">${status === 'inconclusive' ? reasons(sentences) : html`<p>${sentences.join(' ')}</p>`}
${broken.length > 0 && html`<ul>${broken.map(({ name, counterexample }) => html`<li><a href="#invariant-${name}"><strong>${name}</strong></a>: ${counterexample?.summary ?? 'broken'}</li>`)}</ul>`}</div>
${span !== undefined && lanes.length > 0 && html`<div class="overview">${overview(span, lanes, overviewTitle(headline, windows))}</div>`}
${figures(digest)}
</div></header>`;
}

function reasons([first, ...rest]: readonly string[]): Html {
  return html`<p>${first}</p>${rest.length > 0 && html`<ul>${rest.map((reason) => html`<li>${reason}</li>`)}</ul>`}`;
}

function overviewTitle(headline: Headline, windows: readonly FaultWindow[]): string {
  return `The run over time: the load, ${counted(windows.length, 'fault window')}, ${counted(headline.brokenAt.length, 'broken promise')}`;
}

function figures({ run, windows, unit }: Digest): Html {
  const facts = run.verdict?.facts;
  const list: Figure[] = [];
  if (facts !== undefined) {
    const { requests, latencyMs, unitMs } = facts;
    list.push(
      [`${capital(unit.many)} accepted`, count(requests.accepted), `of ${count(requests.keys)} asked for`],
      ...outcomes(facts),
      ['Answer, p95', show(latencyMs.all?.p95), split(latencyMs)],
      ['Outcome, p95', show(unitMs.all?.p95), split(unitMs)],
    );
  } else if (run.client.length > 0) {
    list.push(['Request attempts', count(run.client.length), undefined]);
  }
  list.push(firedOf(run));
  if (windows.length > 0) list.push(recoveryOf(windows));
  return figureList(list);
}

/** The first final states. That requests were accepted, where there is no more than requests, is said already. */
function outcomes({ requests, units }: Facts): readonly Figure[] {
  return Object.entries(units.outcomes)
    .filter(([label, amount]) => label !== 'accepted' || amount !== requests.accepted)
    .slice(0, 3)
    .map(([label, amount], place) => [
      capital(label),
      count(amount),
      place === 0 && units.open > 0 ? `${count(units.open)} still open` : reasonsOf(label, units),
    ]);
}

function firedOf({ verdict, ledger, sweep }: Run): Figure {
  // A sweep has rules that only note what is called, and one for every unit: its coverage says what counts.
  if (sweep?.coverage !== undefined) {
    const { fired, cells, points } = sweep.coverage;
    return ['Faults fired', count(fired), `of ${count(cells)}, at ${counted(points, 'AWS call')}`];
  }
  const fired = verdict?.faults.reduce((sum, fault) => sum + fault.fired, 0) ?? ledger.length;
  return ['Faults fired', count(fired), counted(new Set(ledger.map(({ rule }) => rule)).size, 'rule')];
}

/** What the judge measured, or where it measured nothing, how long the queues took to empty. */
function recoveryOf(windows: readonly FaultWindow[]): Figure {
  const recovered = slowestRecovery(windows);
  if (windows.some(({ fact }) => fact?.recoveredAfterMs === null))
    return ['Recovery', show(recovered), 'not steady again after every fault'];
  if (recovered !== undefined) return ['Recovery', show(recovered), 'until steady after a fault, at most'];
  const drained = windows.map(({ drainedAfterMs }) => drainedAfterMs);
  if (drained.some((ms) => ms == null)) return ['Recovery', '–', 'not measured'];
  return [
    'Recovery',
    show(Math.max(...drained.map((ms) => ms ?? 0))),
    'until the queues were empty after a fault, at most',
  ];
}

function split({
  inFaults,
  outsideFaults,
}: {
  inFaults: { p95: number } | null;
  outsideFaults: { p95: number } | null;
}): string | undefined {
  if (inFaults === null || outsideFaults === null) return undefined;
  return `${duration(inFaults.p95)} in faults, ${duration(outsideFaults.p95)} outside`;
}

function reasonsOf(label: string, { outcomes: counts, reasons: why }: Facts['units']): string | undefined {
  const all = Object.values(why).reduce((sum, value) => sum + value, 0);
  if (all === 0 || all !== counts[label]) return undefined;
  return Object.entries(why)
    .map(([reason, amount]) => `${count(amount)} ${reason}`)
    .join(', ');
}

function show(ms: number | undefined): string {
  return ms === undefined ? '–' : duration(ms);
}
