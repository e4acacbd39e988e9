import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { UsageError } from '../../kernel/usage-error.ts';

/** A Python that can run LocalStack. */
export interface Python {
  /** The interpreter's path as it tells it itself. */
  readonly path: string;
  /** Such as `3.13.0`. */
  readonly version: string;
}

/** LocalStack 4.14 says 3.10, but its code needs the syntax of 3.12. */
export const leastPython = '3.12';

const hint = [
  `Install Python ${leastPython} or newer with its venv module (https://www.python.org/downloads, "pyenv install 3.13",`,
  '"apt install python3 python3-venv", "brew install python@3.13"), or name one: FAULTLINE_PYTHON=/path/to/python3.13',
].join('\n');

/**
 * Finds a Python for LocalStack: the one that `FAULTLINE_PYTHON` names, or the first that fits on the PATH, among pyenv's
 * versions and among uv's. Each is asked for its version: a name alone proves nothing.
 *
 * @throws UsageError with what was found instead and how to get the right one
 */
export async function findPython(environment: NodeJS.ProcessEnv = process.env): Promise<Python> {
  const named = environment.FAULTLINE_PYTHON;
  if (named !== undefined && named !== '') {
    const answer = await ask(named, environment);
    if (typeof answer !== 'string') return answer;
    throw new UsageError(`FAULTLINE_PYTHON names "${named}", but ${answer}; Python >= ${leastPython} is needed`, {
      hint,
    });
  }
  const rejected: string[] = [];
  for await (const candidate of candidates(environment)) {
    const answer = await ask(candidate, environment);
    if (typeof answer !== 'string') return answer;
    if (!answer.endsWith('not found')) rejected.push(answer);
  }
  const found = rejected.length === 0 ? 'no Python was found' : `found only what does not fit: ${rejected.join('; ')}`;
  throw new UsageError(`LocalStack needs Python >= ${leastPython}; ${found}`, { hint });
}

async function* candidates(environment: NodeJS.ProcessEnv): AsyncGenerator<string> {
  yield* ['python3.13', 'python3.12', 'python3'];
  const pyenv = join(environment.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const versions = await readdir(pyenv).catch(() => []);
  const newestFirst = versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  yield* newestFirst.map((version) => join(pyenv, version, 'bin', 'python3'));
  const uv = await execa('uv', ['python', 'find', `>=${leastPython}`], {
    env: environment,
    extendEnv: false,
    reject: false,
  });
  if (!uv.failed) yield uv.stdout.trim();
}

/** The interpreter, or why it does not fit. */
async function ask(command: string, environment: NodeJS.ProcessEnv): Promise<Python | string> {
  const script =
    'import platform, sys; print(sys.executable); print(platform.python_version()); import venv, ensurepip';
  const { stdout, stderr, failed, code } = await execa(command, ['-c', script], {
    env: environment,
    extendEnv: false,
    reject: false,
    timeout: 10_000,
  });
  if (code === 'ENOENT') return `${command} was not found`;
  const [path, version] = stdout.split('\n');
  if (path === undefined || version === undefined) return `${command} does not run (${lastLine(stderr)})`;
  if (!isAtLeast(version, leastPython)) return `${command} is Python ${version}`;
  if (failed) return `${command} is Python ${version} without the modules venv and ensurepip`;
  return { path, version };
}

function isAtLeast(version: string, least: string): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
