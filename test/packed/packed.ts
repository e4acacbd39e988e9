import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from '@jest/globals';
import { projectRoot } from '../../kernel/project.ts';
import { buildPackage } from '../../package/build.ts';

/** Files of a project, by their paths. */
export type Files = Readonly<Record<string, string>>;

/** What a command said, and how it ended. */
export interface Said {
  readonly exitCode: number;
  readonly text: string;
}

const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);

/** Runs a program in a folder, as its user would. */
export function run(folder: string, command: string, args: readonly string[], env: Files = {}): Promise<Said> {
  const options = { cwd: folder, env: { ...process.env, PATH, NO_COLOR: '1', ...env }, maxBuffer: 1 << 26 };
  return promisify(execFile)(command, args, options).then(
    ({ stdout, stderr }) => ({ exitCode: 0, text: `${stdout}${stderr}` }),
    ({ code, stdout, stderr }) => ({ exitCode: Number(code), text: `${stdout}${stderr}` }),
  );
}

/** The package as `npm pack` makes it. */
export interface Packed {
  /** A folder of its own for projects; gone when all is over. */
  readonly place: string;
  /** The archive. */
  readonly archive: string;
  /** What lies in it. */
  readonly folder: string;
  /** Takes all away. */
  readonly remove: () => void;
}

/** The package for the tests of a file: there from the first of them to the last. */
export function packedForTests(): Packed {
  const packed = {} as Packed;
  beforeAll(async () => void Object.assign(packed, await pack()));
  afterAll(() => packed.remove());
  return packed;
}

async function pack(): Promise<Packed> {
  const place = mkdtempSync(join(tmpdir(), 'faultline-package-'));
  const built = join(place, 'built');
  buildPackage(built);
  const { text } = await run(place, 'npm', ['pack', built, '--silent']);
  const archive = join(place, text.trim());
  await run(place, 'tar', ['-xzf', archive]);
  const remove = () => rmSync(place, { recursive: true, force: true });
  return { place, archive, folder: join(place, 'package'), remove };
}

/** A project of somebody else, with the packed package installed; the packages that it needs are those that are here. */
export function project({ place, folder: packed }: Packed, name: string, files: Files = {}): string {
  const folder = join(place, name);
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(packed, join(modules, 'faultline'), { recursive: true });
  const here = join(projectRoot, 'node_modules');
  // A scope is a folder of its own: a project may have more of it than is here.
  const links = readdirSync(here).flatMap((entry) =>
    entry.startsWith('@') ? readdirSync(join(here, entry)).map((name) => join(entry, name)) : [entry],
  );
  for (const link of links.filter((name) => name !== 'faultline')) {
    mkdirSync(dirname(join(modules, link)), { recursive: true });
    symlinkSync(join(here, link), join(modules, link));
  }
  write(folder, files);
  return folder;
}

/** A project that is a copy of a folder of this one. */
export function projectLike(packed: Packed, from: string, name: string): string {
  const folder = project(packed, name);
  cpSync(join(projectRoot, from), folder, { recursive: true });
  // Code is bundled by the esbuild of the project, which is found by its lock file.
  cpSync(join(projectRoot, 'package-lock.json'), join(folder, 'package-lock.json'));
  return folder;
}

/** Gives a project what its package.json names and is not here, and a tsx, which runs its app if that is TypeScript. */
export async function withItsPackages({ place }: Packed, folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const { dependencies = {} }: { dependencies?: Files } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const lacking = Object.entries(dependencies).filter(([name]) => !existsSync(join(modules, name)));
  const tools = join(place, 'tools');
  const wanted = ['tsx@4.20.6', ...lacking.map((one) => one.join('@'))];
  const npm = ['install', '--prefix', tools, ...wanted, '--no-audit', '--no-fund', '--loglevel=error'];
  const { exitCode, text } = await run(place, 'npm', npm);
  if (exitCode !== 0) throw new Error(text);
  for (const [name] of lacking) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(tools, 'node_modules', name), join(modules, name));
  }
  const cdkJson = readFileSync(join(folder, 'cdk.json'), 'utf8');
  const tsx = `node ${join(tools, 'node_modules/tsx/dist/cli.mjs')}`;
  writeFileSync(join(folder, 'cdk.json'), cdkJson.replace('npx tsx', tsx));
}

/** Writes files into a folder, which is made. */
export function write(folder: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** The command of the package, in a project. */
export function faultline(folder: string, args: readonly string[], env: Files = {}): Promise<Said> {
  return run(folder, process.execPath, [join(folder, 'node_modules/faultline/cli/faultline.js'), ...args], env);
}

/** A cloud assembly as `cdk synth` writes it, of stacks with these resources. */
export function assemblyOf(
  stacks: Readonly<Record<string, object>>,
  environment = 'aws://unknown-account/unknown-region',
): Files {
  const artifacts = Object.keys(stacks).map((name) => [
    name,
    { type: 'aws:cloudformation:stack', environment, properties: { templateFile: `${name}.template.json` } },
  ]);
  const files = Object.entries(stacks).flatMap(([name, Resources]) => [
    [`cdk.out/${name}.template.json`, JSON.stringify({ Resources })],
    [`cdk.out/${name}.assets.json`, JSON.stringify({ version: '36.0.0', files: {} })],
  ]);
  const manifest = JSON.stringify({ version: '36.0.0', artifacts: Object.fromEntries(artifacts) });
  return { 'cdk.out/manifest.json': manifest, ...Object.fromEntries(files) };
}
