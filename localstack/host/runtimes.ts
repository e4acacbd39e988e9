import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labFolder } from '../../kernel/project.ts';
import { runInstaller } from './installer.ts';

/** What AWS's managed runtimes bring besides their language: folders that hold each runtime's own packages. */
export interface Runtimes {
  /** SDK for JavaScript v3. */
  readonly node: string;
  /** SDK for JavaScript v2, which was last in nodejs16.x. */
  readonly node16: string;
  /** The runtime interface client and boto3. */
  readonly python: string;
}

const recipes = join(import.meta.dirname, 'runtimes');
const installed = join(labFolder, 'runtimes');
const completeMark = 'faultline-complete';

/**
 * Makes sure that the packages of the managed runtimes are installed, as pinned in `runtimes/`.
 *
 * @param python an interpreter with pip: functions in Python run on its base
 * @throws UsageError with the end of the installer's output if it fails
 */
export async function installRuntimes(
  python: string,
  report: (line: string) => void,
  signal?: AbortSignal,
): Promise<Runtimes> {
  const withNpm = (folder: string) =>
    runInstaller('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder], { signal });
  const withPip = (folder: string) => {
    const list = join(folder, 'requirements.txt');
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--only-binary',
      ':all:',
    ];
    return runInstaller(python, [...pip, '--target', folder, '-r', list], { signal });
  };
  const folder = (name: keyof Runtimes, install: (folder: string) => Promise<void>, of = '') =>
    makeOnce(name, of, async (path) => {
      report(`installing what the ${name} runtime brings`);
      await install(path);
    });
  const [node, node16, python_] = await Promise.all([
    folder('node', withNpm),
    folder('node16', withNpm),
    folder('python', withPip, python),
  ]);
  return { node, node16, python: python_ };
}

/** The folder of a recipe, named by all that went into it; without its mark it is removed and made again. */
async function makeOnce(name: string, of: string, make: (folder: string) => Promise<void>): Promise<string> {
  const recipe = join(recipes, name);
  const sum = createHash('sha256').update(of);
  for (const file of (await readdir(recipe)).sort()) sum.update(await readFile(join(recipe, file)));
  const folder = join(installed, `${name}-${sum.digest('hex').slice(0, 12)}`);
  if (existsSync(join(folder, completeMark))) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(installed, { recursive: true });
  await cp(recipe, folder, { recursive: true });
  await make(folder);
  await writeFile(join(folder, completeMark), '');
  return folder;
}

/** How LocalStack's Lambda executor is told where they are. */
export function runtimesEnvironment({ node, node16, python }: Runtimes): Record<string, string> {
  return {
    FAULTLINE_SDK_DIR: node,
    FAULTLINE_NODE16_SDK_DIR: node16,
    FAULTLINE_PYTHON_RUNTIME_DIR: python,
  };
}
