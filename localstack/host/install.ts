import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labFolder } from '../../kernel/project.ts';
import { pluginFolder } from '../places.ts';
import { exclusively } from './exclusive.ts';
import { installMark, runInstaller, tryInstaller } from './installer.ts';
import { endProcessesOf } from './processes.ts';
import { findPython, type Python } from './python.ts';
import { installRuntimes, type Runtimes } from './runtimes.ts';

/** Tells the person who waits what is going on now. */
export type Report = (line: string) => void;

/** What is installed for the host engine. */
export interface Installation {
  /** The Python that has LocalStack, our plug-in and pytest. */
  readonly python: string;
  /** What LocalStack computes once and would compute again at each start: its `static_libs` folder. */
  readonly staticLibs: string;
  readonly runtimes: Runtimes;
}

type Packages = Omit<Installation, 'runtimes'>;

const constraints = join(import.meta.dirname, 'constraints.txt');
const venvs = join(labFolder, 'venv');
const uv = 'uv==0.13.8';
const completeMark = 'faultline-complete';

/**
 * Makes sure that LocalStack, our plug-in and what the runtimes bring are installed.
 *
 * The folder of an install is named by all that went into it and gets a mark when it is complete. Without the mark it is
 * removed and made again, so that an interrupted install is never used; what was downloaded by then comes from the caches.
 *
 * @throws UsageError if there is no fitting Python, or with the end of the installer's output if it fails
 */
export async function install(report: Report, signal?: AbortSignal): Promise<Installation> {
  const python = await findPython();
  const venv = join(venvs, await nameOf(python));
  const installation = { python: join(venv, 'bin', 'python'), staticLibs: join(venv, 'filesystem/usr/lib/localstack') };
  const work = async (): Promise<Installation> => {
    // An installer whose command was killed would go on writing.
    await endProcessesOf(installMark);
    const isNew = !existsSync(join(venv, completeMark));
    if (isNew) await installVenv(python, venv, installation, report, signal);
    // One computes, the other waits for the network.
    const [runtimes] = await Promise.all([
      installRuntimes(installation.python, report, signal),
      isNew ? indexServices(installation, venv, signal) : undefined,
    ]);
    return { ...installation, runtimes };
  };
  return exclusively(join(labFolder, 'install.lock'), () => report('waiting for another install'), work, signal);
}

async function installVenv(
  python: Python,
  venv: string,
  installation: Packages,
  report: Report,
  signal?: AbortSignal,
): Promise<void> {
  await rm(venv, { recursive: true, force: true });
  await mkdir(venvs, { recursive: true });
  report(`making an environment of Python ${python.version}`);
  await runInstaller(python.path, ['-m', 'venv', venv], { signal });
  report('installing LocalStack 4.14.0 and the plug-in');
  await installPackages(installation.python, signal);
}

/** uv is several times as fast as pip, but knows less of the machine's settings (mirrors, certificates): pip is the second try. */
async function installPackages(python: string, signal?: AbortSignal): Promise<void> {
  const packages = ['-c', constraints, '-e', `${pluginFolder}[test]`];
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const withUv = [
    [...pip, uv],
    ['-m', 'uv', 'pip', 'install', '--python', python, ...packages],
  ];
  for (const args of withUv) {
    const { failed } = await tryInstaller(python, args, { signal });
    if (failed) return runInstaller(python, [...pip, ...packages], { signal });
  }
}

/**
 * Makes LocalStack's index of the AWS APIs, which takes 3 s; if that fails, LocalStack makes it when it starts. With that the
 * venv is complete.
 */
async function indexServices({ python, staticLibs }: Packages, venv: string, signal?: AbortSignal): Promise<void> {
  await mkdir(staticLibs, { recursive: true });
  const environment = { FILESYSTEM_ROOT: join(venv, 'filesystem'), OVERRIDE_IN_DOCKER: '0' };
  await tryInstaller(python, ['-m', 'localstack.aws.spec'], { signal, environment });
  await mark(venv, '');
}

async function mark(folder: string, content: string): Promise<void> {
  const file = join(folder, completeMark);
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}

async function nameOf(python: Python): Promise<string> {
  const inputs = await Promise.all([constraints, join(pluginFolder, 'pyproject.toml')].map((file) => readFile(file)));
  return hash(Buffer.from(`${python.path} ${python.version} ${uv} ${pluginFolder}`), ...inputs).slice(0, 12);
}

function hash(...parts: readonly Buffer[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
}
