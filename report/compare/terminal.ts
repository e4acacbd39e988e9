import { columns, harmless, marks, type Paint, paintFor } from '../markup/terminal-text.ts';
import { compare, type Group, type Row } from './comparison.ts';
import { differencesOf } from './setting.ts';
import type { Side } from './side.ts';

/**
 * Two runs side by side for a terminal, line by line.
 * @param colour whether escape sequences may be used
 */
export function compareLines(left: Side, right: Side, colour: boolean): readonly string[] {
  const paint = paintFor(colour);
  const side = (letter: string, { name, headline: { status, sentences } }: Side) =>
    `${letter}  ${paint.status(status, status.toUpperCase())}  ${harmless(name)}  ${paint.dim(harmless(sentences[0] ?? ''))}`;
  return [
    side('A', left),
    side('B', right),
    harmless(differencesOf(left, right)),
    ...groupLines(compare(left, right), paint),
  ];
}

function groupLines(groups: readonly Group[], paint: Paint): string[] {
  const all = groups.flatMap(({ rows }) => rows);
  const isNumber = (row: number, column: number) => (column === 1 || column === 2) && all[row]?.statuses === undefined;
  const padded = columns(all.map(cellsOf), isNumber);
  let next = 0;
  return groups.flatMap(({ title, rows }) => [
    '',
    paint.bold(title),
    ...rows.map((row) => {
      const cells = padded[next++] ?? [];
      return `  ${painted(row, cells, paint)}`.trimEnd();
    }),
  ]);
}

function cellsOf({ label, left, right, change, statuses }: Row): string[] {
  const cell = (text: string | undefined, index: 0 | 1) => {
    const status = statuses?.[index];
    return status === undefined ? (text ?? '–') : `${marks[status]} ${text}`;
  };
  return [label, cell(left, 0), cell(right, 1), change ?? ''].map(harmless);
}

/** Colour is put on after the padding: escape sequences have no width. */
function painted({ statuses, change }: Row, cells: readonly string[], paint: Paint): string {
  const [label = '', left = '', right = '', last = ''] = cells;
  const one = (text: string, index: 0 | 1) => {
    const status = statuses?.[index];
    return status === undefined ? text : paint.status(status, text);
  };
  return [label, one(left, 0), one(right, 1), change === 'same' ? paint.dim(last) : last].join('  ');
}
