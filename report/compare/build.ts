import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { runFiles } from '../../run/run-files.ts';
import { comparePage } from './page.ts';
import { readSide, type Side } from './side.ts';
import { compareLines } from './terminal.ts';

/** Where a comparison was written, and what it says in a terminal. */
export interface Compared {
  readonly html: string;
  readonly lines: readonly string[];
}

/**
 * Compares two runs from their files, and writes one page: `compare.html` in the folder of the second run, or the file
 * that is named.
 * @throws NoRunError when a folder holds no file of a run
 */
export async function buildComparison(
  leftDir: string,
  rightDir: string,
  options: { readonly output?: string; readonly colour: boolean },
): Promise<Compared> {
  const [left, right] = await Promise.all([readSide(leftDir), readSide(rightDir)]);
  const html = resolve(options.output ?? join(right.run.dir, 'compare.html'));
  await writeFile(html, comparePage(left, right, [linkTo(left, html), linkTo(right, html)]));
  return { html, lines: compareLines(left, right, options.colour) };
}

function linkTo({ run }: Side, from: string): string | undefined {
  const report = join(run.dir, runFiles.report);
  return existsSync(report) ? addressOf(from, report) : undefined;
}

/** A file as a page beside it or elsewhere on the disk names it: relative, and safe whatever folders are called. */
export function addressOf(page: string, file: string): string {
  const path = relative(dirname(page), file).split(sep).map(encodeURIComponent).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
