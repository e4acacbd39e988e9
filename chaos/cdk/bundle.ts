import { join } from 'node:path';
import { type BuildOptions, buildSync, type OutputFile, stop } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** The entry that takes the place of a foreign handler, by its path under `chaos/`. */
export const wrapperEntry = 'wire/entry';

/** esbuild has died, could not start or found a mistake. */
class EsbuildError extends Error {
  override readonly name = 'EsbuildError';
  /** What to do about it. */
  readonly hint =
    'See that it runs, with npx esbuild --version, and that the machine has memory left; then do the same again.';
}

/**
 * Bundles entries of `chaos/` for Lambda, all in one pass, as ES modules for Node 20 or later.
 *
 * @param entries the path of each under `chaos/`, without its ending, by the name of its bundle
 * @returns the source of each bundle
 * @throws EsbuildError if esbuild dies or cannot start
 */
export function bundleEntries<Name extends string>(entries: Readonly<Record<Name, string>>): Record<Name, Uint8Array> {
  const names = Object.keys(entries) as Name[];
  const outputFiles = built({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [name, `./${entries[name]}`])),
    outdir: 'bundled',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Some dependencies are CommonJS and `require` built-in modules, which esbuild's ESM output cannot do by itself.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  const bundles = names.map((name) => {
    const output = outputFiles.find(({ path }) => path === join(root, 'bundled', `${name}.js`));
    if (output === undefined) throw new Error(`esbuild has written no bundle called ${name}.`);
    return [name, output.contents] as const;
  });
  return Object.fromEntries(bundles) as Record<Name, Uint8Array>;
}

/** Ends esbuild, which else waits for more to bundle, with some 350 MiB, as long as the process runs. */
export async function stopBundling(): Promise<void> {
  await stop();
}

function built(options: BuildOptions): OutputFile[] {
  try {
    return buildSync({ ...options, write: false }).outputFiles;
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new EsbuildError(`esbuild did not bundle what stands in front of the functions: ${reason}`, { cause });
  }
}
