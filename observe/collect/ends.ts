import { join } from 'node:path';
import { writeJsonLines } from '../../kernel/json-lines.ts';
import { type CalmItem, runFiles } from '../../run/run-files.ts';
import { readSnapshot } from '../../run/snapshot.ts';
import { endItems } from '../translate/ends.ts';

/** Keeps with a run how calm runs of the same input ended, so that it can be judged without them. */
export async function keepEndsOf(calmRuns: readonly string[], runDir: string): Promise<void> {
  const kept: CalmItem[] = [];
  for (const [n, folder] of calmRuns.entries()) {
    const snapshot = await readSnapshot(folder);
    const run = { run: `calm-${n + 1}`, began: snapshot.manifest.startedAt };
    kept.push(...endItems(snapshot).map((item) => ({ ...run, ...item })));
  }
  await writeJsonLines(join(runDir, runFiles.calm), kept);
}
