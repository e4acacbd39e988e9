import type { Audit } from '../../run/run-files.ts';
import type { Facts } from '../../verify/verdict/verdict-schema.ts';
import { figureList } from '../markup/figures.ts';
import { capital, count, duration, exactClock } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import type { Digest } from '../model/digest.ts';
import { type Refused, refusedIn } from '../model/refusals.ts';
import { type RuleEffect, reconcile, untouchedIn } from '../model/units/reconciliation.ts';
import type { FaultWindow } from '../model/windows.ts';

type Repair = NonNullable<Facts['repair']>;

/**
 * The fault windows with their recovery, and the ledger of injections reconciled with the units that were hit.
 * @param from the start of the run's time axis, epoch ms
 */
export function faultsSection(digest: Digest, from: number): Html {
  const { run, windows, unit } = digest;
  const { audit, verdict } = run;
  const effects = reconcile(digest);
  const untouched = untouchedIn(digest);
  const refused = refusedIn(run);
  const repair = verdict?.facts.repair;
  if (windows.length === 0 && effects.length === 0 && refused.length === 0) {
    return html`<section id="faults"><h2>Faults</h2><p class="intro">No fault is recorded in verdict.json, journal.jsonl or ledger.jsonl.</p></section>`;
  }
  const reason = reasonOfAll(windows);
  return html`<section id="faults"><h2>Faults</h2>
<p class="intro">When each fault was active, how often it fired, and what became of the ${unit.many} that it hit.</p>
${
  windows.length > 0 &&
  html`<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Fault windows"><table><thead><tr><th scope="col">Window</th><th scope="col" class="number">From</th><th scope="col" class="number">To</th><th scope="col" class="number">Lasted</th><th scope="col" class="number">In place after</th><th scope="col" class="number">Gone after</th><th scope="col" class="number">First seen after</th><th scope="col" class="number">Queues empty after</th><th scope="col" class="number">Steady again after</th></tr></thead>
<tbody>${windows.map((window) => windowRow(window, timingsOf(audit, window.rule), from, reason === undefined))}</tbody></table></div>
${reason !== undefined && html`<p class="muted small">Recovery was not measured: ${reason}.</p>`}
${repair !== undefined && repairFigures(repair)}
<p class="source">Windows and steadiness from verdict.json (windows from journal.jsonl where the run was not judged), terms from journal.jsonl, empty queues from metrics.jsonl. In place and gone: from the request to start or end the fault until it was seen to be so, from audit.json. First seen: from the begin of the fault to its first sign in answers, times or backlog. Steady: backlog and latency within what they were before the fault. Both as the judge measured them; –: not measured.</p></div>`
}
${
  effects.length > 0 &&
  html`<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Injections by rule"><table><thead><tr><th scope="col">Rule</th><th scope="col" class="number">Fired</th><th scope="col" class="number">${capital(unit.many)} hit</th><th scope="col">How the system got over it</th><th scope="col">Outcomes of the ${unit.many}</th><th scope="col" class="number">Offenders</th></tr></thead>
<tbody>${effects.map(effectRow)}${untouched.size > 0 && html`<tr><th scope="row">no fault at all</th><td class="number">–</td><td class="number">${count(sum(untouched))}</td><td>–</td><td>${outcomes(untouched)}</td><td class="number">–</td></tr>`}</tbody></table></div>
<p class="source">Injections from ledger.jsonl, outcomes, deliveries and dead letters from history.jsonl, offenders from verdict.json. Each injection counts once, under the worst that became of its ${unit.one}: a broken invariant names it, a dead letter, left open, compensated or refused though nobody asked for a refusal, its message delivered again, its request sent again by the client; an AWS call that failed with none of these was retried by the SDK, and what needed no repetition was absorbed.</p></div>`
}${refused.length > 0 && refusedCard(refused)}</section>`;
}

/** A rule that asked for what was not done looks like one that nobody met. */
function refusedCard(refused: readonly Refused[]): Html {
  return html`<div class="card"><h3>Due, but refused</h3><div class="scroll" tabindex="0" role="region" aria-label="Faults that were refused"><table><thead><tr><th scope="col">Rule</th><th scope="col" class="number">Times</th><th scope="col">Why it did not act</th></tr></thead>
<tbody>${refused.map(({ rule, fault, function: at, times, why }) => html`<tr><th scope="row">${rule}<div class="muted small">${[fault, at].filter((part) => part !== undefined).join(', ')}</div></th><td class="number inconclusive">${count(times)}</td><td>${why}</td></tr>`)}</tbody></table></div>
<p class="source">From refusals.jsonl. Faults that were due, and that the function refused itself; none of them counts as fired.</p></div>`;
}

type Timings = Audit['faults'][number];

function timingsOf(audit: Audit | undefined, rule: string): Timings | undefined {
  return audit?.faults.find((timed) => timed.rule === rule);
}

/** Why recovery was not measured, where that is the same for all of several windows: then it is said once. */
function reasonOfAll(windows: readonly FaultWindow[]): string | undefined {
  const reasons = new Set(windows.map(({ fact }) => fact?.recoveryNotMeasured));
  return windows.length > 1 && reasons.size === 1 ? [...reasons][0] : undefined;
}

function windowRow(window: FaultWindow, timings: Timings | undefined, from: number, withReason: boolean): Html {
  const { rule, fault, startedAt, endedAt, fact, terms, drainedAfterMs } = window;
  return html`<tr><th scope="row">${rule}<div class="muted small">${[fault, terms].filter((part) => part !== undefined).join(': ')}</div>${withReason && fact?.recoveryNotMeasured !== undefined && html`<div class="muted small">recovery not measured: ${fact.recoveryNotMeasured}</div>`}</th><td class="number">${exactClock(startedAt - from)}</td><td class="number">${endedAt === undefined ? 'never ended' : exactClock(endedAt - from)}</td><td class="number">${endedAt === undefined ? '–' : duration(endedAt - startedAt)}</td><td class="number">${measured(timings?.timeToEffectMs)}</td><td class="number">${measured(timings?.timeToRevertMs)}</td><td class="number">${detectionOf(fact?.detectedAfterMs)}</td><td class="number">${drainedAfterMs === null ? 'not seen' : measured(drainedAfterMs)}</td><td class="number">${recoveryOf(fact?.recoveredAfterMs)}</td></tr>`;
}

function measured(ms: number | undefined): string {
  return ms === undefined ? '–' : duration(ms);
}

function detectionOf(ms: number | null | undefined): string {
  return ms === null ? 'never' : measured(ms);
}

function repairFigures({ faults, repaired, hidden, notMeasured, meanMs }: Repair): Html {
  return figureList([
    ['Mean time to repair', meanMs === null ? '–' : duration(meanMs), 'from the first sign of a fault to steady state'],
    ['Repaired', count(repaired), `of ${count(faults)} faults`],
    ['Hidden', count(hidden), 'faults that showed nowhere'],
    ['Not measured', count(notMeasured), 'the reason is with the window'],
  ]);
}

function recoveryOf(ms: number | null | undefined): string {
  if (ms === undefined) return '–';
  return ms === null ? 'not within the run' : duration(ms);
}

function effectRow({ rule, fault, injections, keys, outcomes: counts, fates, offenders }: RuleEffect): Html {
  return html`<tr><th scope="row">${rule}<div class="muted small">${fault}</div></th><td class="number">${injections === 0 ? html`<span class="inconclusive">never</span>` : count(injections)}</td><td class="number">${count(keys)}</td><td>${outcomes(fates)}</td><td>${outcomes(counts)}</td><td class="number">${offenders === 0 ? '0' : html`<strong class="fail">${count(offenders)}</strong>`}</td></tr>`;
}

function outcomes(counts: ReadonlyMap<string, number>): Html {
  return html`${counts.size === 0 ? '–' : [...counts].map(([label, amount]) => `${count(amount)} ${label}`).join(', ')}`;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, value) => total + value, 0);
}
