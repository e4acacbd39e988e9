import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isTest, read, root, sources } from '../repository.ts';

/** What is mutated: the judge without its tests, their material and its examples. */
export function judgeFiles(): string[] {
  return sources('.ts')
    .filter((path) => path.startsWith('verify/') && !isTest(path) && !/\/(testing|examples)\//.test(path))
    .sort();
}

/** The judge's own tests. @param places only those whose paths begin so; all where none is given */
export function judgeTests(places: readonly string[] = []): string[] {
  return sources('.test.ts')
    .filter((path) => path.startsWith('verify/'))
    .filter((path) => places.length === 0 || places.some((place) => path.startsWith(place)))
    .sort();
}

/** A short digest of files of the project, by their names and texts. */
export function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0${read(file)}\0`);
  return hash.digest('hex').slice(0, 16);
}

/** Where results are kept, and what tests write while they run. */
export const mutantsFolder = join(root, '.lab/mutants');
