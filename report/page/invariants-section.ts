import type { Invariant, Verdict } from '../../verify/verdict/verdict-schema.ts';
import { count, shortened } from '../markup/format.ts';
import { type Html, html } from '../markup/html.ts';
import { statusOf } from '../markup/status.ts';
import { verdictMark } from '../markup/verdict-mark.ts';
import type { Digest } from '../model/digest.ts';

const words = { pass: 'holds', fail: 'broken', inconclusive: 'not judged' } as const;
const rank = { fail: 0, inconclusive: 1, pass: 2 } as const;
const shownIds = 5;

/** Every invariant with what was counted; the broken ones first, with the offenders by name. */
export function invariantsSection({ run: { verdict }, unit }: Digest, storyIds: ReadonlySet<string>): Html {
  const invariants = [...(verdict?.invariants ?? [])].sort((a, b) => rank[statusOf(a.valid)] - rank[statusOf(b.valid)]);
  return html`<section id="invariants"><h2>Invariants</h2>
<p class="intro">What must be true of every ${unit.one}, whatever fails. Judged over ${count(verdict?.history.events ?? 0)} events.</p>
<div class="card"><div class="scroll" tabindex="0" role="region" aria-label="Invariants"><table><thead><tr><th scope="col">Verdict</th><th scope="col">Invariant</th><th scope="col">Counted</th></tr></thead>
<tbody>${invariants.map((invariant) => rowOf(invariant, storyIds))}</tbody></table></div>
<p class="source">From verdict.json.</p></div>${exercised(verdict)}</section>`;
}

/** What never happened was not tested: a run that held its promises without it proves less. */
function exercised(verdict: Verdict | undefined): Html | false {
  const { sometimes = {}, dirtyRefusals } = verdict?.facts ?? {};
  const seen = Object.entries({
    ...sometimes,
    ...(dirtyRefusals !== undefined && { 'a saga was refused what another gave back later': dirtyRefusals }),
  });
  if (seen.length === 0) return false;
  const happened = seen.filter(([, times]) => times > 0);
  const never = seen.filter(([, times]) => times === 0);
  return html`<div class="columns exercised"><div class="card"><h3>What the run has exercised</h3><div class="scroll" tabindex="0" role="region" aria-label="What the run has exercised"><table><thead><tr><th scope="col">It happened that</th><th scope="col" class="number">Times</th></tr></thead>
<tbody>${happened.map(([what, times]) => html`<tr><th scope="row">${what}</th><td class="number">${count(times)}</td></tr>`)}</tbody></table></div><p class="source">From verdict.json.</p></div>
<div class="card"><h3>What it has not</h3><p class="muted small">It could have been seen, and was not: this run did not test it.</p>
${never.length === 0 ? html`<p>Everything that is looked for has happened.</p>` : html`<ul>${never.map(([what]) => html`<li>${what}</li>`)}</ul>`}<p class="source">From verdict.json.</p></div></div>`;
}

function rowOf({ name, claim, valid, counts, counterexample, error }: Invariant, storyIds: ReadonlySet<string>): Html {
  const status = statusOf(valid);
  const entries = Object.entries(counts);
  return html`<tr id="invariant-${name}"><td><span class="status ${status}">${verdictMark(status)}${words[status]}</span></td>
<th scope="row"><strong>${name}</strong><div class="muted small">${claim}</div>
${error !== undefined && html`<div class="small inconclusive">${error}</div>`}
${counterexample !== undefined && html`<div class="small">${counterexample.summary}</div><div class="small mono">${offenders(counterexample.ids, counterexample.total, storyIds)}</div>`}</th>
<td class="small">${entries.map(([what, amount]) => html`<div>${count(amount)} <span class="muted">${spaced(what)}</span></div>`)}</td></tr>`;
}

function offenders(ids: readonly string[], total: number, storyIds: ReadonlySet<string>): Html {
  const named = ids.slice(0, shownIds);
  return html`${named.map((id, index) => html`${index > 0 && ', '}${storyIds.has(id) ? html`<a href="#${storyAnchor(id)}">${shortened(id, 80)}</a>` : shortened(id, 80)}`)}${total > named.length && ` and ${count(total - named.length)} more in verdict.json`}`;
}

/** `openSagas` as `open sagas`. */
function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

/** The anchor of an offender's story: whatever the id holds, a word that a link can carry. */
export function storyAnchor(id: string): string {
  return `story-${[...id].map((character) => (/[a-zA-Z0-9-]/.test(character) ? character : `_${character.codePointAt(0)?.toString(16)}`)).join('')}`;
}
