import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyPage } from './page.ts';
import { historyLines } from './terminal.ts';
import { readTrend } from './trend.ts';

/**
 * Writes `history.html` into the folder of all runs and tells the same for a terminal.
 * @throws NoHistoryError when the folder holds no run
 */
export async function buildHistory(
  runsDir: string,
  options: { readonly colour: boolean },
): Promise<{ readonly html: string; readonly lines: readonly string[] }> {
  const trend = await readTrend(runsDir);
  const html = join(runsDir, 'history.html');
  await writeFile(html, historyPage(trend));
  return { html, lines: historyLines(trend, options.colour) };
}
