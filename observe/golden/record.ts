import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packRun } from './recorded-run.ts';

// Keeps recorded runs as golden ones: node observe/golden/record.ts runs/<experiment>/<stamp> ...
for (const runDir of process.argv.slice(2)) {
  const { name, bytes } = await packRun(runDir);
  const file = `${name}.json.gz`;
  await writeFile(join(import.meta.dirname, file), bytes);
  process.stdout.write(`${file}: ${bytes.length} bytes\n`);
}
