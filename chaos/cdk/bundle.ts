import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '..');

/** The entry that takes the place of a foreign handler, by its path under `chaos/`. */
export const wrapperEntry = 'wire/entry';

/**
 * Bundles entries of `chaos/` for Lambda, all in one pass, as ES modules for Node 20 or later.
 *
 * @param entries the path of each under `chaos/`, without its ending, by the name of its bundle
 * @returns the source of each bundle
 */
export function bundleEntries<Name extends string>(entries: Readonly<Record<Name, string>>): Record<Name, Uint8Array> {
  const names = Object.keys(entries) as Name[];
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [name, `./${entries[name]}`])),
    outdir: 'bundled',
    bundle: true,
    write: false,
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
