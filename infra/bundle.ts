import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { System } from '../system/system.ts';
import { findSabotage, refuseIdleTwins, sabotagePlugin } from './sabotage.ts';

/** The bundled handlers of a system, not yet on disk. */
export interface Bundles {
  readonly handlers: readonly string[];
  /** The bytes of each file, by its path: `<handler>/index.cjs` and its source map. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The files that went into them, relative to the folder of the system. */
  readonly inputs: readonly string[];
}

/** Options of {@link bundleFunctions}. */
export interface BundleOptions {
  /**
   * The sabotage whose broken twins take the place of their originals.
   *
   * @default - none: the functions as they are
   */
  readonly sabotage?: string;
}

/** What is bundled of a system. */
type Bundled = Pick<System, 'folder' | 'handlers'>;

const options = {
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  target: 'node24',
  // An ES module's `import 'node:http'` reads every export of it, for which Node.js 24 loads undici: with a quarter of the whole start.
  format: 'cjs',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.cjs' },
  sourcemap: true,
  sourcesContent: false,
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'silent',
} as const satisfies BuildOptions;

/**
 * Bundles every handler of a system with what it imports, all in one pass of esbuild: they share the parsing of the AWS SDK.
 *
 * @throws UsageError for an unknown or idle sabotage; esbuild's own error, with file and line, for a handler that cannot be bundled
 */
export async function bundleFunctions({ folder, handlers }: Bundled, bundling: BundleOptions = {}): Promise<Bundles> {
  const sabotage = bundling.sabotage === undefined ? undefined : findSabotage(folder, bundling.sabotage);
  const outdir = join(folder, 'bundles');
  const result = await build({
    ...options,
    absWorkingDir: folder,
    entryPoints: Object.fromEntries(Object.entries(handlers).map(([name, file]) => [`${name}/index`, `./${file}`])),
    outdir,
    plugins: sabotage === undefined ? [] : [sabotagePlugin(sabotage)],
  });
  const inputs = Object.keys(result.metafile.inputs);
  if (sabotage !== undefined) {
    refuseIdleTwins(sabotage, new Set(inputs.map((input) => join(folder, input))));
  }
  const files = result.outputFiles.map((file) => [relative(outdir, file.path), file.contents] as const);
  return { handlers: Object.keys(handlers), files: new Map(files), inputs };
}

/** Writes the bundles below a folder and returns the folder of each handler. */
export async function writeBundles(bundles: Bundles, folder: string): Promise<Record<string, string>> {
  await Promise.all(
    [...bundles.files].map(async ([path, contents]) => {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, contents);
    }),
  );
  return Object.fromEntries(bundles.handlers.map((name) => [name, join(folder, name)]));
}
