import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJsonLines } from '../../kernel/json-lines.ts';
import { runFiles } from '../run-files.ts';

/** A line of a file, or an item of a table. */
export type Item = Record<string, unknown>;

/** The files of a run by their names: change them before they are written. */
export type RunFiles = Record<string, Item[]> & { manifest: Item[] };

/** Write a run into a new folder of its own. */
export async function writeRun({ manifest, ...files }: RunFiles): Promise<string> {
  const runDir = await mkdtemp(join(tmpdir(), 'faultline-run-'));
  await mkdir(join(runDir, runFiles.tables));
  await writeFile(join(runDir, runFiles.manifest), JSON.stringify(manifest[0]));
  for (const [file, lines] of Object.entries(files)) {
    if (file.endsWith('.json')) await writeFile(join(runDir, file), JSON.stringify(lines[0]));
    else await writeJsonLines(join(runDir, file), lines);
  }
  return runDir;
}
