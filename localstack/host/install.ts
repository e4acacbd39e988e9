import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa, type Result } from 'execa';
import { UsageError } from '../../cli/usage-error.ts';
import { dynamodbFolder, labFolder, pluginFolder } from '../places.ts';
import { exclusively } from './exclusive.ts';
import { findPython, type Python } from './python.ts';

/** Tells the person who waits what is going on now. */
export type Report = (line: string) => void;

const constraints = join(import.meta.dirname, 'constraints.txt');
const venvs = join(labFolder, 'venv');
const uv = 'uv==0.13.8';
const completeMark = 'faultline-complete';

/**
 * Makes sure that LocalStack, our plug-in and DynamoDB Local are installed.
 *
 * The folder of an install is named by all that went into it and gets a mark when it is complete. Without the mark it is
 * removed and made again, so that an interrupted install is never used; what was downloaded by then comes from the caches.
 *
 * @returns the Python that has LocalStack
 * @throws UsageError with the end of the installer's output if it fails
 */
export async function install(report: Report, signal?: AbortSignal): Promise<string> {
  const python = await findPython();
  const name = await identityOf(python);
  const venv = join(venvs, name);
  const interpreter = join(venv, 'bin', 'python');
  const lock = join(labFolder, 'install.lock');
  const onWait = () => report('waiting for another install');
  const work = async () => {
    if (!isComplete(venv)) await installVenv(python, venv, report, signal);
    await installDynamodb(interpreter, report, signal);
  };
  await exclusively(lock, onWait, work, signal);
  return interpreter;
}

async function installVenv(python: Python, venv: string, report: Report, signal?: AbortSignal): Promise<void> {
  await rm(venv, { recursive: true, force: true });
  await mkdir(venvs, { recursive: true });
  const interpreter = join(venv, 'bin', 'python');
  report(`making a Python ${python.version} environment`);
  await run(python.path, ['-m', 'venv', venv], signal);
  report('installing LocalStack 4.14.0 and the plug-in (once; less than a minute)');
  await installPackages(interpreter, signal);
  await writeFile(join(venv, `${completeMark}.new`), '');
  await rename(join(venv, `${completeMark}.new`), join(venv, completeMark));
}

/** uv is several times as fast as pip, but knows less of the machine's own settings (mirrors, certificates): pip is the second try. */
async function installPackages(interpreter: string, signal?: AbortSignal): Promise<void> {
  const packages = ['-c', constraints, '-e', `${pluginFolder}[test]`];
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const fast = await tryRun(interpreter, [...pip, uv], signal);
  if (!fast.failed) {
    const byUv = await tryRun(
      interpreter,
      ['-m', 'uv', 'pip', 'install', '--python', interpreter, ...packages],
      signal,
    );
    if (!byUv.failed) return;
  }
  await run(interpreter, [...pip, ...packages], signal);
}

async function installDynamodb(interpreter: string, report: Report, signal?: AbortSignal): Promise<void> {
  const lockFile = join(pluginFolder, 'src/faultline_localstack/dynamodb/maven.lock');
  const locked = hash(await readFile(lockFile));
  const mark = join(dynamodbFolder, completeMark);
  if ((await readFile(mark, 'utf8').catch(() => '')) === locked) return;
  report('downloading DynamoDB Local');
  await run(interpreter, ['-m', 'faultline_localstack.dynamodb.install', dynamodbFolder], signal, report);
  await writeFile(`${mark}.new`, locked);
  await rename(`${mark}.new`, mark);
}

function isComplete(venv: string): boolean {
  return existsSync(join(venv, completeMark));
}

async function identityOf(python: Python): Promise<string> {
  const inputs = await Promise.all([constraints, join(pluginFolder, 'pyproject.toml')].map((file) => readFile(file)));
  return hash(Buffer.from(`${python.path} ${python.version} ${uv}`), ...inputs).slice(0, 12);
}

function hash(...parts: readonly Buffer[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
}

async function run(command: string, args: readonly string[], signal?: AbortSignal, onLine?: Report): Promise<void> {
  const { failed, all, shortMessage } = await tryRun(command, args, signal, onLine);
  if (!failed) return;
  const end = all.split('\n').slice(-12).join('\n');
  throw new UsageError(`the installation of LocalStack failed: ${shortMessage}`, {
    hint: `${end}\nRun the command again when the cause is gone; nothing half-installed is used.`,
  });
}

async function tryRun(
  command: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
  onLine?: Report,
): Promise<Result<{ all: true }>> {
  const running = execa(command, args, {
    all: true,
    reject: false,
    stdin: 'ignore',
    ...(signal === undefined ? {} : { cancelSignal: signal }),
    // What the shell has set for another Python must not reach this one.
    env: { PYTHONPATH: undefined, PYTHONHOME: undefined, VIRTUAL_ENV: undefined, CONDA_PREFIX: undefined },
  });
  if (onLine !== undefined) for await (const line of running.iterable({ from: 'all' })) onLine(line);
  const result = await running;
  signal?.throwIfAborted();
  return result as Result<{ all: true }>;
}
