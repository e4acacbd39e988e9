import { count, duration } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import type { Service } from '../model/series/objective.ts';

/** The service level objective and what the run left of its error budget. It is shown, not judged: the verdict is about promises. */
export function objectiveSection(service: Service): Html {
  const { objective, source, requests, good, late, unanswered, refused, availability, budget, burnt } = service;
  const promise = `${objective.availability} % of requests accepted within ${duration(objective.withinMs)}`;
  const kept = burnt <= 100;
  return html`<section id="objective"><h2>Service level</h2>
<p class="intro">Objective: ${promise}${objective.stated ? ', as the experiment states it.' : ', the default, as the experiment states none.'} It does not change the verdict.</p>
<div class="card"><dl class="figures"><div><dt>Availability</dt><dd>${percent(availability)}</dd><dd class="note">${count(good)} of ${count(requests)} requests</dd></div>
<div><dt>Error budget burnt</dt><dd class="${kept ? 'pass' : 'inconclusive'}">${count(Math.round(burnt))} %</dd><dd class="note">${kept ? 'the objective is met' : 'the objective is missed'}</dd></div>
<div><dt>Budget</dt><dd>${Number(budget.toFixed(1))}</dd><dd class="note">bad requests allowed in this run</dd></div>
<div><dt>Too late</dt><dd>${count(late)}</dd><dd class="note">accepted after ${duration(objective.withinMs)}</dd></div>
<div><dt>No answer or error</dt><dd>${count(unanswered)}</dd><dd class="note">error, no room (429), time-out, broken connection</dd></div></dl>
<p class="source">From ${source}${objective.stated && source === 'client.jsonl' ? ', objective from manifest.json' : ''}. Every attempt counts, repeated ones too${refused > 0 ? `; ${count(refused)} that were refused do not` : ''}. How the budget was burnt over time is in the timeline.</p></div></section>`;
}

/** Two digits, and never 100 % where something was bad. */
function percent(value: number): string {
  return `${Number((Math.floor(value * 100) / 100).toFixed(2))} %`;
}
