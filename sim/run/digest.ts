import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What was seen and found, line by line; what is made of it later is not part of it. */
const EVIDENCE = ['*.jsonl', 'tables/*.jsonl', 'collection.json', 'audit.json'];
/** It begins with the name of the folder, and is made of the others. */
const HISTORY = 'history.jsonl';

/** A digest of all that a run has left: the same for the same seed. */
export async function digestOf(runDir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of globSync(EVIDENCE, { cwd: runDir }).sort()) {
    if (file !== HISTORY) hash.update(`\0${file}\0`).update(await readFile(join(runDir, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
