import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { manifestSchema, runFiles } from '../../run/run-files.ts';

/** What `judgeRun` reads of a run, besides its tables. */
const kept = [
  runFiles.manifest,
  runFiles.client,
  runFiles.journal,
  runFiles.ledger,
  runFiles.metrics,
  runFiles.collection,
  runFiles.queues,
  runFiles.deadLetters,
] as const;

const filesSchema = z.record(z.string(), z.string());

/**
 * A run as one compressed file: what its verdict depends on and nothing else, so that it can be kept in the repository.
 * @returns its system, its name, that of the sabotage or `healthy-` and that of the experiment, and its bytes
 */
export async function packRun(runDir: string): Promise<{ system: string; name: string; bytes: Buffer }> {
  const tables = await readdir(join(runDir, runFiles.tables));
  // Not every cloud tells what became of single messages, and old runs know of no versions.
  const told = [runFiles.messages, runFiles.versions].filter((file) => existsSync(join(runDir, file)));
  const paths = [...kept, ...told, ...tables.sort().map((table) => join(runFiles.tables, table))];
  const entries = await Promise.all(
    paths.map(async (path) => [path, await readFile(join(runDir, path), 'utf8')] as const),
  );
  const files = Object.fromEntries(entries);
  const { system, sabotage, experiment } = manifestSchema.parse(JSON.parse(files[runFiles.manifest] ?? ''));
  const bytes = gzipSync(JSON.stringify(files), { level: 9 });
  return { system: system.name, name: sabotage ?? `healthy-${experiment.name}`, bytes };
}

/** Writes a packed run into a folder, ready for `judgeRun`. */
export async function unpackRun(bytes: Buffer, runDir: string): Promise<void> {
  const files = filesSchema.parse(JSON.parse(gunzipSync(bytes).toString('utf8')));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(runDir, path)), { recursive: true });
    await writeFile(join(runDir, path), text);
  }
}
