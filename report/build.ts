import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFiles } from '../run/run-files.ts';
import { readRun } from './model/read-run.ts';
import { pageOf } from './page/page.ts';
import { junitOf } from './text/junit.ts';
import { summaryOf } from './text/markdown.ts';

/** Where the parts of a report were written, as paths. */
export interface Report {
  readonly html: string;
  readonly junit: string;
  readonly summary: string;
}

/**
 * Writes `report.html`, `junit.xml` and `summary.md` into a run's folder, from the other files of the folder alone. A
 * run that was cut short gives a report that says what is missing.
 * @throws NoRunError when the folder holds no file of a run
 */
export async function buildReport(runDir: string): Promise<Report> {
  const run = await readRun(runDir);
  const report = {
    html: join(runDir, runFiles.report),
    junit: join(runDir, 'junit.xml'),
    summary: join(runDir, 'summary.md'),
  };
  await Promise.all([
    writeFile(report.html, pageOf(run)),
    writeFile(report.junit, junitOf(run)),
    writeFile(report.summary, summaryOf(run)),
  ]);
  return report;
}
