import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder that holds the project. */
export const root = resolve(import.meta.dirname, '..');

/** Paths, relative to the root, of the files that git tracks or would track, with one of the endings. */
export function sources(...endings: readonly string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const deleted = new Set(execFileSync('git', ['ls-files', '--deleted'], { cwd: root, encoding: 'utf8' }).split('\n'));
  return listed.split('\n').filter((path) => !deleted.has(path) && endings.some((ending) => path.endsWith(ending)));
}

/** The text of a file of the project. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Whether a TypeScript file is there only for tests. */
export function isTest(path: string): boolean {
  return /\.test\.ts$/.test(path) || path.startsWith('test/') || path.startsWith('tidy/');
}
