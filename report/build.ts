import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFiles } from '../run/run-files.ts';
import { readDigest } from './model/digest.ts';
import { pageOf } from './page/page.ts';
import { junitOf } from './text/junit.ts';
import { summaryOf } from './text/markdown.ts';
import { terminalLines } from './text/terminal.ts';

/** Where the parts of a report were written, as paths, and what it says in a terminal. */
export interface Report {
  readonly html: string;
  readonly junit: string;
  readonly summary: string;
  readonly lines: readonly string[];
}

/**
 * Writes `report.html`, `junit.xml` and `summary.md` into a run's folder, from the other files of the folder alone. A
 * run that was cut short gives a report that says what is missing.
 * @param options whether the lines for the terminal may have colours; without them they have none
 * @throws NoRunError when the folder holds no file of a run
 */
export async function buildReport(
  runDir: string,
  options: { readonly colour: boolean } = { colour: false },
): Promise<Report> {
  const digest = await readDigest(runDir);
  const report = {
    html: join(runDir, runFiles.report),
    junit: join(runDir, 'junit.xml'),
    summary: join(runDir, 'summary.md'),
    lines: terminalLines(digest, options.colour),
  };
  await Promise.all([
    writeFile(report.html, pageOf(digest)),
    writeFile(report.junit, junitOf(digest.run)),
    writeFile(report.summary, summaryOf(digest)),
  ]);
  return report;
}
