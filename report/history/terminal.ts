import { duration } from '../markup/format.ts';
import { columns, harmless, marks, paintFor } from '../markup/terminal-text.ts';
import { unitNameOf } from '../model/units/unit-name.ts';
import { skippedSentence, type Trend } from './trend.ts';

/**
 * All runs as a table for a terminal, the oldest first, so that the newest stands above the prompt.
 * @param colour whether escape sequences may be used
 */
export function historyLines(trend: Trend, colour: boolean): readonly string[] {
  const { runs } = trend;
  const paint = paintFor(colour);
  const { many } = unitNameOf(runs.map(({ unit }) => unit));
  const head = ['', 'run', harmless(many), 'answer p95', 'outcome p95', 'recovery', 'duration', 'broken'];
  const rows = runs.map(({ status, path, units, sabotage, broken, ...measured }) => [
    `${marks[status]} ${status}`,
    harmless(path),
    units === undefined ? '–' : String(units),
    ...[measured.answerP95Ms, measured.outcomeP95Ms, measured.recoveryMs, measured.durationMs].map((ms) =>
      ms === undefined ? '–' : duration(ms),
    ),
    harmless([...broken, ...(sabotage === undefined ? [] : [`(planted: ${sabotage})`])].join(', ')),
  ]);
  const [title = [], ...padded] = columns([head, ...rows], (_, column) => column >= 2 && column <= 6);
  const skipped = skippedSentence(trend);
  return [
    paint.bold(title.join('  ').trimEnd()),
    ...padded.map(([verdict = '', ...cells], index) =>
      [paint.status(runs[index]?.status ?? 'inconclusive', verdict), ...cells].join('  ').trimEnd(),
    ),
    ...(skipped === undefined ? [] : ['', skipped]),
  ];
}
