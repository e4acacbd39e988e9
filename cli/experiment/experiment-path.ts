import { existsSync, globSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { systems } from '../../functions/systems.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { System } from '../../system/system.ts';

/** An experiment of the library: the system in whose folder it lies, and its file. */
interface LibraryExperiment {
  readonly name: string;
  readonly system: System;
  readonly path: string;
}

/** The folder of a system's experiments. */
export function experimentsFolder({ folder }: Pick<System, 'folder'>): string {
  return join(folder, 'experiments');
}

/** All experiments of the library, by system and name. */
export function libraryExperiments(): LibraryExperiment[] {
  return systems.flatMap((system) =>
    globSync('*.yaml', { cwd: experimentsFolder(system) })
      .sort()
      .map((file) => ({ name: basename(file, '.yaml'), system, path: join(experimentsFolder(system), file) })),
  );
}

/** The names of all experiments of the library. */
export function experimentNames(): string[] {
  return libraryExperiments().map(({ name }) => name);
}

/**
 * The file of an experiment, given by path, by its name in the library, or as `<system>/<name>`.
 * @param library where names are looked for
 * @throws UsageError with the names that exist
 */
export function experimentPath(nameOrPath: string, library = libraryExperiments()): string {
  const path = resolve(nameOrPath);
  if (/\.(ya?ml|json)$/.test(path) && existsSync(path)) return path;
  const found = library.filter(({ name, system }) => [name, `${system.name}/${name}`].includes(nameOrPath));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.path;
  if (only !== undefined) {
    const names = found.map(({ name, system }) => `${system.name}/${name}`).join(', ');
    throw new UsageError(`the experiment "${nameOrPath}" is there more than once`, { hint: `Say which: ${names}` });
  }
  throw new UsageError(
    `there is no experiment "${nameOrPath}", neither a file of that path nor a name of the library`,
    {
      hint: `There are: ${[...new Set(library.map(({ name }) => name))].join(', ')}`,
    },
  );
}
