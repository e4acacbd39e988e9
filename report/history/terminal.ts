import { duration } from '../markup/format.ts';
import { columns, harmless, marks, paintFor } from '../markup/terminal-text.ts';
import type { PastRun } from './trend.ts';

const head = ['', 'run', 'orders', 'answer p95', 'outcome p95', 'recovery', 'duration', 'broken'];

/**
 * All runs as a table for a terminal, the oldest first, so that the newest stands above the prompt.
 * @param colour whether escape sequences may be used
 */
export function historyLines(runs: readonly PastRun[], colour: boolean): readonly string[] {
  const paint = paintFor(colour);
  const rows = runs.map(({ status, path, orders, sabotage, broken, ...measured }) => [
    `${marks[status]} ${status}`,
    harmless(path),
    orders === undefined ? '–' : String(orders),
    ...[measured.answerP95Ms, measured.outcomeP95Ms, measured.recoveryMs, measured.durationMs].map((ms) =>
      ms === undefined ? '–' : duration(ms),
    ),
    harmless([...broken, ...(sabotage === undefined ? [] : [`(planted: ${sabotage})`])].join(', ')),
  ]);
  const [title = [], ...padded] = columns([head, ...rows], (_, column) => column >= 2 && column <= 6);
  return [
    paint.bold(title.join('  ').trimEnd()),
    ...padded.map(([verdict = '', ...cells], index) =>
      [paint.status(runs[index]?.status ?? 'inconclusive', verdict), ...cells].join('  ').trimEnd(),
    ),
  ];
}
