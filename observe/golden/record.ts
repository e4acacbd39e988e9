import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../kernel/project.ts';
import { packRun } from './recorded-run.ts';

// Keeps recorded runs as golden ones of their system: node observe/golden/record.ts runs/<experiment>/<stamp> ...
for (const runDir of process.argv.slice(2)) {
  const { system, name, bytes } = await packRun(runDir);
  const file = join('functions', system, 'golden', `${name}.json.gz`);
  await mkdir(dirname(join(projectRoot, file)), { recursive: true });
  await writeFile(join(projectRoot, file), bytes);
  process.stdout.write(`${file}: ${bytes.length} bytes\n`);
}
