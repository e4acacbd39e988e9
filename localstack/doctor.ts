import { statfs } from 'node:fs/promises';
import { execa } from 'execa';
import { isPackage, projectRoot } from '../kernel/project.ts';
import { UsageError } from '../kernel/usage-error.ts';
import { isFree, listenerOn } from './host/port.ts';
import { findPython, leastPython } from './host/python.ts';
import { defaultPort, openEngine } from './open-engine.ts';

/** One thing that the lab needs, or can use. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** Without a required one `run` cannot work. */
  readonly required: boolean;
  readonly found: string;
  readonly need: string;
  /** How to get it; empty when it is there. */
  readonly hint: string;
}

const leastDiskGb = 2;

/** Looks for all that the lab needs on this machine; never throws for what is missing. */
export function diagnose(port: number = defaultPort, environment: NodeJS.ProcessEnv = process.env): Promise<Check[]> {
  return Promise.all([
    checkNode(),
    ...(isPackage ? [] : [checkPackages()]),
    checkInterpreter('Python', `>= ${leastPython}`, () => findPython(environment)),
    checkPort(port),
    checkDisk(),
    checkDocker(environment),
    checkChromium(environment),
  ]);
}

async function checkNode(): Promise<Check> {
  const ok = Number.parseInt(process.versions.node, 10) >= 24;
  const hint = ok ? '' : 'Start the lab with ./lab, which brings its own Node 24.';
  return { name: 'Node', ok, required: true, found: process.versions.node, need: '>= 24', hint };
}

/** Whether `node_modules` is what the lock file says: npm keeps a list of its own inside. Of an installed package npm answers for the whole project. */
async function checkPackages(): Promise<Check> {
  const { failed } = await execa('npm', ['ls', '--depth=0', '--silent'], { cwd: projectRoot, reject: false });
  const found = failed ? 'missing or not as package.json says' : 'installed';
  return {
    name: 'npm packages',
    ok: !failed,
    required: true,
    found,
    need: 'as package.json says',
    hint: failed ? 'Run npm ci.' : '',
  };
}

async function checkInterpreter(
  name: string,
  need: string,
  find: () => Promise<{ path: string; version: string }>,
): Promise<Check> {
  try {
    const { path, version } = await find();
    return { name, ok: true, required: true, found: `${version} (${path})`, need, hint: '' };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { name, ok: false, required: true, found: error.message, need, hint: error.hint ?? '' };
  }
}

async function checkPort(port: number): Promise<Check> {
  const check = { name: `port ${port}`, required: true, need: 'free, or this lab' };
  if (await isFree(port)) return { ...check, ok: true, found: 'free', hint: '' };
  const { running } = await openEngine({ port, engine: 'host' }).status();
  if (running) return { ...check, ok: true, found: 'this lab runs there', hint: '' };
  const listener = await listenerOn(port);
  const found = listener === undefined ? 'in use' : `in use by process ${listener.pid} (${listener.command})`;
  return { ...check, ok: false, found, hint: 'End that process, or choose another port with --port.' };
}

async function checkDisk(): Promise<Check> {
  const { bavail, bsize } = await statfs(projectRoot);
  const freeGb = (Number(bavail) * Number(bsize)) / 1e9;
  const ok = freeGb >= leastDiskGb;
  return {
    name: 'disk',
    ok,
    required: true,
    found: `${freeGb.toFixed(1)} GB free`,
    need: `>= ${leastDiskGb} GB free`,
    hint: ok ? '' : `Free some space at ${projectRoot}.`,
  };
}

async function checkDocker(environment: NodeJS.ProcessEnv): Promise<Check> {
  const { failed, stdout } = await execa('docker', ['version', '--format', '{{.Server.Version}}'], {
    env: environment,
    extendEnv: false,
    reject: false,
    timeout: 3_000,
  });
  const found = failed ? 'no engine answers; LocalStack runs on this host' : String(stdout);
  return { name: 'Docker', ok: !failed, required: false, found, need: 'optional, for --engine docker', hint: '' };
}

async function checkChromium(environment: NodeJS.ProcessEnv): Promise<Check> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const answers = await Promise.all(
    names.map((name) =>
      execa(name, ['--version'], { env: environment, extendEnv: false, reject: false, timeout: 5_000 }),
    ),
  );
  const first = answers.find(({ failed }) => !failed);
  const found = first === undefined ? 'none' : String(first.stdout).trim();
  return {
    name: 'Chromium',
    ok: first !== undefined,
    required: false,
    found,
    need: 'optional, to look at reports in tests',
    hint: '',
  };
}
