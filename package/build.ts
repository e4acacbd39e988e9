import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { projectRoot } from '../kernel/project.ts';
import { manifestOf } from './manifest.ts';

/** What the built modules read beside them, and the notices that belong to a package. */
const files = [
  'LICENSE',
  'localstack/host/{constraints.txt,runtimes/**/*}',
  'localstack/plugin/{pyproject.toml,src/**/*}',
  'report/markup/*.{js,css}',
  'experiment/file/experiment.schema.json',
];

/** Doors that CommonJS may require as well: the file that ES modules import, without its ending. */
const commonJs = ['chaos/front-door', 'chaos/cdk/chaos-lab'];

/**
 * Builds what `npm pack` packs: Node.js takes no types off below `node_modules`, so that every module is JavaScript there, in
 * the same places as here.
 *
 * @param folder is emptied first
 */
export function buildPackage(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const compile = (project: string, ...options: string[]) =>
    execFileSync(process.execPath, [tsc, '-p', join(projectRoot, 'package', project), ...options], {
      stdio: 'inherit',
    });
  compile('tsconfig.json', '--outDir', folder);
  compile('tsconfig.doors.json', '--outDir', folder);
  compile('tsconfig.doors.json', '--outDir', join(folder, 'commonjs'));
  copyFiles(folder);
  buildCommonJs(folder);
  chmodSync(join(folder, 'cli', 'faultline.js'), 0o755);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifestOf(folder), null, 2)}\n`);
}

function copyFiles(folder: string): void {
  for (const file of globSync(files, {
    cwd: projectRoot,
    exclude: (name) => /__pycache__|\.egg-info|node_modules/.test(name),
  })) {
    if (!/\.[a-z]+$|LICENSE$/.test(file)) continue;
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    cpSync(join(projectRoot, file), join(folder, file));
  }
}

/** One file a door, which finds beside the ES modules what it reads. */
function buildCommonJs(folder: string): void {
  for (const door of commonJs) {
    const here = dirname(join('commonjs', door)).replaceAll(/[^/]+/g, '..');
    buildSync({
      entryPoints: [join(projectRoot, `${door}.ts`)],
      outfile: join(folder, 'commonjs', `${door}.js`),
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      define: { 'import.meta.dirname': 'importMetaDirname' },
      banner: { js: `const importMetaDirname = require('node:path').join(__dirname, '${here}', '${dirname(door)}');` },
    });
  }
  writeFileSync(join(folder, 'commonjs', 'package.json'), '{ "type": "commonjs" }\n');
}
