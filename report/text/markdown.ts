import { count, counted, duration } from '../markup/format.ts';
import { escapeMarkdown, fenced, markdownTable } from '../markup/markdown-text.ts';
import { statusOf } from '../markup/status.ts';
import type { Digest } from '../model/digest.ts';
import { refusedIn } from '../model/refusals.ts';
import { repeatOf } from '../model/repeat.ts';
import { sweepMarkdown } from './sweep-text.ts';

const words = { pass: 'holds', fail: '**broken**', inconclusive: 'not judged' } as const;

/** The summary of a run as Markdown, for a pull request. */
export function summaryOf({ run, windows, headline, unit }: Digest): string {
  const { status, claim, sentences } = headline;
  const parts = [
    `# ${status.toUpperCase()}: ${escapeMarkdown(claim)}`,
    sentences.map((sentence) => `- ${escapeMarkdown(sentence)}`).join('\n'),
  ];
  const invariants = run.verdict?.invariants ?? [];
  if (invariants.length > 0) {
    const rows = invariants.map(({ name, valid, counterexample, error }) => [
      name,
      words[statusOf(valid)],
      escapeMarkdown(counterexample?.summary ?? error ?? ''),
    ]);
    parts.push(markdownTable(['invariant', 'verdict', 'why'], rows));
  }
  if (windows.length > 0) {
    const rows = windows.map(({ rule, fault, startedAt, endedAt, fact }) => [
      escapeMarkdown(rule),
      escapeMarkdown(fault ?? ''),
      endedAt === undefined ? 'never ended' : duration(endedAt - startedAt),
      fact === undefined ? '–' : count(fact.fired),
      fact?.recoveredAfterMs == null ? '–' : duration(fact.recoveredAfterMs),
    ]);
    parts.push(markdownTable(['rule', 'fault', 'active for', 'fired', 'steady again after'], rows));
  }
  const refused = refusedIn(run).map(
    ({ rule, times, why }) => `- ${escapeMarkdown(rule)} was refused ${counted(times, 'time')}: ${escapeMarkdown(why)}`,
  );
  if (refused.length > 0) parts.push(refused.join('\n'));
  if (run.sweep !== undefined) parts.push(`## Crash points\n\n${sweepMarkdown(run.sweep, unit)}`);
  if (run.manifest !== undefined) parts.push(`Run it again:\n\n${fenced(repeatOf(run.manifest))}`);
  return `${parts.join('\n\n')}\n`;
}
