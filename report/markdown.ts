import { headlineOf } from './headline.ts';
import { count, duration, shortened } from './page/format.ts';
import { statusOf } from './page/verdict-mark.ts';
import type { Run } from './run.ts';
import { spanOf } from './span.ts';
import { faultWindows } from './windows.ts';

const words = { pass: 'holds', fail: '**broken**', inconclusive: 'not judged' } as const;

/** The summary of a run as Markdown, for a pull request. */
export function summaryOf(run: Run): string {
  const windows = faultWindows(run);
  const { status, claim, sentences } = headlineOf(run, windows, spanOf(run, windows));
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
    parts.push(table(['invariant', 'verdict', 'why'], rows));
  }
  if (windows.length > 0) {
    const rows = windows.map(({ rule, fault, startedAt, endedAt, fact }) => [
      escapeMarkdown(rule),
      escapeMarkdown(fault ?? ''),
      endedAt === undefined ? 'never ended' : duration(endedAt - startedAt),
      fact === undefined ? '–' : count(fact.fired),
      fact?.recoveredAfterMs == null ? '–' : duration(fact.recoveredAfterMs),
    ]);
    parts.push(table(['rule', 'fault', 'active for', 'fired', 'steady again after'], rows));
  }
  if (run.manifest !== undefined)
    parts.push(
      `Run it again:\n\n\`\`\`\n${run.manifest.command.replace(/\s+/g, ' ').replaceAll('```', "'''")}\n\`\`\``,
    );
  return `${parts.join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Data of a run as plain text in Markdown: no markup, no HTML, one line. */
function escapeMarkdown(text: string): string {
  return shortened(text.replace(/\s+/g, ' '), 400).replace(/[\\`*_[\]<>|#]/g, (character) => `\\${character}`);
}
