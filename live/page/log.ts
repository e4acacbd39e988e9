import { inWords } from '../../kernel/in-words.ts';
import { clock, shortened } from '../../report/markup/format.ts';
import { type Html, html } from '../../report/markup/html.ts';
import type { JournalStep } from '../../run/run-files.ts';

const shown = 12;
const noted = new Set(['error', 'reason', 'ask', 'fault', 'because', 'ended', 'problems', 'residue', 'reached']);

/** What the runner has written down last, the latest first. @param from the start of the run's time axis, epoch ms */
export function runnersLog(journal: readonly JournalStep[], from: number): Html {
  if (journal.length === 0) return html`<p class="muted">The runner has written nothing down yet.</p>`;
  const last = journal.slice(-shown).reverse();
  return html`<ol class="log" reversed>${last.map(({ at, step, status, detail }) => html`<li><span class="muted">${clock(at - from)}</span> <span class="mono">${step}</span> <span class="${status === 'failed' ? 'fail' : status === 'started' || status === 'completed' ? 'muted' : 'inconclusive'}">${status}</span> ${shortened(detailOf(detail), 160)}</li>`)}</ol>`;
}

function detailOf(detail: JournalStep['detail']): string {
  return inWords(Object.fromEntries(Object.entries(detail ?? {}).filter(([name]) => noted.has(name))));
}
