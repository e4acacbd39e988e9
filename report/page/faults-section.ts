import type { RuleEffect } from '../reconciliation.ts';
import type { FaultWindow } from '../windows.ts';
import { count, duration, exactClock } from './format.ts';
import { type Html, html } from './html.ts';

/** The fault windows with their recovery, and the ledger of injections reconciled with the orders that were hit. */
export function faultsSection(
  windows: readonly FaultWindow[],
  effects: readonly RuleEffect[],
  untouched: ReadonlyMap<string, number>,
  from: number,
): Html {
  if (windows.length === 0 && effects.length === 0) {
    return html`<section id="faults"><h2>Faults</h2><p class="intro">No fault is recorded in verdict.json, journal.jsonl or ledger.jsonl.</p></section>`;
  }
  return html`<section id="faults"><h2>Faults</h2>
<p class="intro">When each fault was active, how often it fired, and what became of the orders that it hit.</p>
${
  windows.length > 0 &&
  html`<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Fault windows"><table><thead><tr><th scope="col">Window</th><th scope="col" class="number">From</th><th scope="col" class="number">To</th><th scope="col" class="number">Lasted</th><th scope="col" class="number">Queues empty after</th><th scope="col" class="number">Steady again after</th></tr></thead>
<tbody>${windows.map((window) => windowRow(window, from))}</tbody></table></div>
<p class="source">Windows and steadiness from verdict.json (windows from journal.jsonl where the run was not judged), terms from journal.jsonl, empty queues from metrics.jsonl. Steady: backlog and latency within what they were before the fault, as the judge measured it.</p></div>`
}
${
  effects.length > 0 &&
  html`<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Injections by rule"><table><thead><tr><th scope="col">Rule</th><th scope="col" class="number">Fired</th><th scope="col" class="number">Orders hit</th><th scope="col">Their outcomes</th><th scope="col" class="number">Offenders</th></tr></thead>
<tbody>${effects.map(effectRow)}${untouched.size > 0 && html`<tr><th scope="row">no fault at all</th><td class="number">–</td><td class="number">${count(sum(untouched))}</td><td>${outcomes(untouched)}</td><td class="number">–</td></tr>`}</tbody></table></div>
<p class="source">Injections from ledger.jsonl, outcomes from history.jsonl, offenders from verdict.json.</p></div>`
}</section>`;
}

function windowRow({ rule, fault, startedAt, endedAt, fact, terms, drainedAfterMs }: FaultWindow, from: number): Html {
  return html`<tr><th scope="row">${rule}<div class="muted small">${[fault, terms].filter((part) => part !== undefined).join(': ')}</div>${fact?.recoveryNotMeasured !== undefined && html`<div class="muted small">recovery not measured: ${fact.recoveryNotMeasured}</div>`}</th><td class="number">${exactClock(startedAt - from)}</td><td class="number">${endedAt === undefined ? 'never ended' : exactClock(endedAt - from)}</td><td class="number">${endedAt === undefined ? '–' : duration(endedAt - startedAt)}</td><td class="number">${drainedAfterMs === undefined ? 'not seen' : duration(drainedAfterMs)}</td><td class="number">${recoveryOf(fact?.recoveredAfterMs)}</td></tr>`;
}

function recoveryOf(ms: number | null | undefined): string {
  if (ms === undefined) return 'not measured';
  return ms === null ? 'not within the run' : duration(ms);
}

function effectRow({ rule, fault, injections, keys, outcomes: counts, offenders }: RuleEffect): Html {
  return html`<tr><th scope="row">${rule}<div class="muted small">${fault}</div></th><td class="number">${injections === 0 ? html`<span class="inconclusive">never</span>` : count(injections)}</td><td class="number">${count(keys)}</td><td>${outcomes(counts)}</td><td class="number">${offenders === 0 ? '0' : html`<strong class="fail">${count(offenders)}</strong>`}</td></tr>`;
}

function outcomes(counts: ReadonlyMap<string, number>): Html {
  return html`${counts.size === 0 ? '–' : [...counts].map(([label, amount]) => `${count(amount)} ${label}`).join(', ')}`;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, value) => total + value, 0);
}
