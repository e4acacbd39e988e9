import { globSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { buildSync } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };

/** What the user's project has already: two copies of the construct library know nothing of each other. */
const peers: Readonly<Record<string, string>> = { 'aws-cdk-lib': '^2.150.0', constructs: '^10.0.0' };

/** Packages that are run or read by their place, not imported. */
const unimported = ['@types/aws-lambda'];

const { name, version, description, license, dependencies, devDependencies } = packageJson;
const versions: Readonly<Record<string, string>> = { ...devDependencies, ...dependencies };

/** The `package.json` of the built package: its doors, and what its modules import. @param folder holds the modules */
export function manifestOf(folder: string): object {
  const needed = [...new Set([...importedIn(folder), ...unimported])].filter((one) => !(one in peers)).sort();
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    bin: { faultline: 'cli/faultline.js' },
    exports: {
      '.': { types: './foreign/front-door.d.ts', default: './foreign/front-door.js' },
      './chaos': door('chaos/front-door'),
      './cdk': door('chaos/cdk/chaos-lab'),
      './package.json': './package.json',
    },
    // For a compiler that does not look into exports: that of `module: commonjs`.
    typesVersions: {
      '*': { chaos: ['./chaos/front-door.d.ts'], cdk: ['./chaos/cdk/chaos-lab.d.ts'] },
    },
    types: './foreign/front-door.d.ts',
    engines: { node: '>=20' },
    dependencies: Object.fromEntries(needed.map((one) => [one, versionOf(one)])),
    peerDependencies: peers,
  };
}

function door(file: string): object {
  const built = (path: string) => ({ types: `./${path}.d.ts`, default: `./${path}.js` });
  return { import: built(file), require: built(`commonjs/${file}`) };
}

function versionOf(name: string): string {
  const found = versions[name];
  if (found === undefined) throw new Error(`The package imports ${name}, which package.json does not have.`);
  return found;
}

/** The packages that the built modules import, whenever they do. */
function importedIn(folder: string): string[] {
  const { metafile } = buildSync({
    absWorkingDir: folder,
    entryPoints: globSync(['**/*.js', '**/*.mjs'], { cwd: folder, exclude: ['commonjs', 'report/markup/*.js'] }),
    bundle: true,
    write: false,
    outdir: 'unused',
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  return imported
    .map(({ path }) => path)
    .filter((path) => !isBuiltin(path))
    .map((path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/'));
}
