import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { NotModelled } from '../not-modelled.ts';

/** Changes when the way in which code is translated does. */
const EDITION = 1;

/** What AWS puts a function's code in. */
const TASK_ROOT = '/var/task';

const options = {
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  // A module that is asked for late comes from the same sandbox as all others.
  supported: { 'dynamic-import': false },
  define: {
    'import.meta.url': JSON.stringify(`file://${TASK_ROOT}/index.mjs`),
    'import.meta.dirname': JSON.stringify(TASK_ROOT),
    'import.meta.filename': JSON.stringify(`${TASK_ROOT}/index.mjs`),
  },
  logLevel: 'silent',
} as const;

/**
 * Translates the module of a deployed function into CommonJS, which can be evaluated many times in one process; what was
 * translated before is taken as it is.
 * @param folder where translations are kept
 * @returns the file of the translation
 * @throws NotModelled for code that has no such form
 */
export async function prepareModule(file: string, folder: string): Promise<string> {
  const source = await readFile(file);
  const name = createHash('sha256').update(`${EDITION}\0`).update(source).digest('hex').slice(0, 24);
  const prepared = join(folder, `${name}.cjs`);
  if (existsSync(prepared)) return prepared;
  const { code } = await transform(source.toString(), options).catch((cause: Error) => {
    throw new NotModelled(`${file}, of which esbuild says "${cause.message.split('\n').slice(0, 3).join(' ')}",`);
  });
  await mkdir(folder, { recursive: true });
  const unfinished = `${prepared}.${process.pid}`;
  await writeFile(unfinished, code);
  await rename(unfinished, prepared);
  return prepared;
}
