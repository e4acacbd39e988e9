import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import { UsageError } from '../kernel/usage-error.ts';

/** A sabotage: broken twins, each of which takes the place of a module when the functions are bundled. */
export interface Sabotage {
  readonly name: string;
  /** The absolute path of each replaced module, and that of its twin. */
  readonly twins: ReadonlyMap<string, string>;
}

/** The names of the sabotages of a system, sorted. @param system its folder */
export function sabotageNames(system: string): readonly string[] {
  const folder = join(system, 'sabotage');
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Twins in this folder stand for modules that several systems share; all others for modules of the system itself. */
const sharedFolder = `shared${sep}`;

/**
 * Finds a sabotage: each file under `sabotage/<name>/` of a system is the twin of the file of the same path in the system, or
 * beside it if that path begins with `shared/`.
 *
 * @param system the absolute path of the system's folder
 * @throws UsageError for an unknown name, naming those that exist, and for a twin without an original
 */
export function findSabotage(system: string, name: string): Sabotage {
  const names = sabotageNames(system);
  if (!names.includes(name)) {
    throw new UsageError(`There is no sabotage called ${JSON.stringify(name)}.`, {
      hint: names.length === 0 ? `${basename(system)} has none yet.` : `Those that exist: ${names.join(', ')}.`,
    });
  }
  const folder = join(system, 'sabotage', name);
  const twins = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) {
      continue;
    }
    const original = join(file.startsWith(sharedFolder) ? dirname(system) : system, file);
    if (!existsSync(original)) {
      throw new UsageError(
        `The sabotage ${name} has a twin without an original: ${join(folder, file)} would replace ${original}, which does not exist.`,
        { hint: 'Give the twin the path of the module that it replaces.' },
      );
    }
    twins.set(original, join(folder, file));
  }
  return { name, twins };
}

/**
 * An esbuild plug-in that resolves a module to its twin, whoever imports it; only the twin itself still gets the original,
 * so that it can change one function of it and re-export the rest.
 */
export function sabotagePlugin(sabotage: Sabotage): Plugin {
  return {
    name: `sabotage-${sabotage.name}`,
    setup(build) {
      build.onResolve({ filter: /\.ts$/ }, ({ path, importer, resolveDir }) => {
        const twin = sabotage.twins.get(resolve(importer === '' ? resolveDir : dirname(importer), path));
        return twin === undefined || twin === importer ? undefined : { path: twin };
      });
    },
  };
}

/**
 * Makes sure that every twin got into a bundle: one that did not would leave the system whole, and the judge blamed.
 *
 * @param inputs the files that went into the bundles, absolute
 */
export function refuseIdleTwins(sabotage: Sabotage, inputs: ReadonlySet<string>): void {
  const idle = [...sabotage.twins.values()].filter((twin) => !inputs.has(twin));
  if (idle.length > 0 || sabotage.twins.size === 0) {
    const files = idle.map((twin) => relative(process.cwd(), twin)).join(', ');
    throw new UsageError(
      sabotage.twins.size === 0
        ? `The sabotage ${sabotage.name} holds no module.`
        : `The sabotage ${sabotage.name} changes nothing: no function imports what ${files} replaces.`,
      { hint: 'A twin must have the path of a module that a handler imports.' },
    );
  }
}
