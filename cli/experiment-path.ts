import { existsSync, globSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { projectRoot } from '../kernel/project.ts';
import { UsageError } from '../kernel/usage-error.ts';

const library = join(projectRoot, 'chaos/experiments');

/** The names of all experiments of the library. */
export function experimentNames(): string[] {
  return globSync('*.yaml', { cwd: library })
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/**
 * The file of an experiment, given by path or by its name in the library.
 * @throws UsageError with the names that exist
 */
export function experimentPath(nameOrPath: string): string {
  const candidates = [resolve(nameOrPath), join(library, `${nameOrPath}.yaml`)];
  const found = candidates.find((path) => /\.ya?ml$/.test(path) && existsSync(path));
  if (found !== undefined) return found;
  throw new UsageError(
    `there is no experiment "${nameOrPath}", neither a YAML file of that path nor a name in chaos/experiments/`,
    {
      hint: `There are: ${experimentNames().join(', ')}`,
    },
  );
}
