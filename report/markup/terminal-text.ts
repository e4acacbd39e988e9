import { styleText } from 'node:util';
import type { Status } from './status.ts';

const colours = { pass: 'green', fail: 'red', inconclusive: 'yellow' } as const;

/** The sign of a verdict, so that it is told apart without its colour. */
export const marks = { pass: '✓', fail: '✗', inconclusive: '?' } as const;

/** How text is painted for a terminal, or left as it is where no colour is wanted. */
export interface Paint {
  readonly status: (status: Status, text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

/** @param colour whether escape sequences may be used */
export function paintFor(colour: boolean): Paint {
  const styled = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  return {
    status: (status, text) => styled([colours[status], 'bold'], text),
    dim: (text) => styled('dim', text),
    bold: (text) => styled('bold', text),
  };
}

/** Data of a run must not move the cursor or change colours. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');
}

/** Rows padded to columns, to the left or, as numbers stand, to the right. */
export function columns(
  rows: readonly (readonly string[])[],
  toTheRight: (row: number, column: number) => boolean,
): readonly string[][] {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows.map((row, index) =>
    row.map((cell, at) => (toTheRight(index, at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))),
  );
}
