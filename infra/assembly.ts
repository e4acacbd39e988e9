import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../kernel/project.ts';
import type { System } from '../system/system.ts';
import type { Target } from './guard.ts';
import type { AssemblyOrder } from './make-assembly.ts';
import { inOwnProcess } from './own-process/in-own-process.ts';

/** Assemblies that are kept for the next deployment, the latest used first: enough for a few systems and sabotages in turn. */
const kept = 12;

/** Everything that an assembly is made from, but for the target and the sabotage. */
const sources = ['{functions,chaos,infra,system,kernel}/**/*.ts', 'cdk.json', 'package-lock.json'];

/** Options of {@link assemble}. */
export interface AssembleOptions {
  /**
   * The sabotage whose broken twins take the place of their originals.
   *
   * @default - none
   */
  readonly sabotage?: string | undefined;
  /** Where assemblies are kept. */
  readonly folder: string;
  /** Takes a line for each thing that is done. */
  readonly report: (line: string) => void;
}

/**
 * Bundles the functions and synthesizes the app, or takes the assembly that was made of the same sources before.
 *
 * cdk-nag's checks run, the CDK's validation against CloudFormation's schemas does not: it takes more than a second, and
 * depends on nothing but the sources in `infra/`, for which `cdk synth` and the tests make it.
 *
 * @returns the folder of the cloud assembly
 * @throws UsageError for an unknown or idle sabotage; esbuild's error, with file and line, for a handler that cannot be bundled
 */
export async function assemble(
  target: Target,
  system: System,
  { sabotage, folder, report }: AssembleOptions,
): Promise<string> {
  const assembly = join(folder, await assemblyKey(target, system, sabotage));
  if (existsSync(assembly)) {
    report('nothing changed since this was bundled');
  } else {
    await mkdir(folder, { recursive: true });
    const unfinished = await mkdtemp(join(folder, '.unfinished-'));
    try {
      await synthesize(target, system, { sabotage, report }, unfinished);
      await renameUnlessThere(unfinished, assembly);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  const now = new Date();
  await utimes(assembly, now, now);
  await removeOldest(folder);
  return assembly;
}

/** As much as it needs, and no more before it collects its garbage: it would take twice as much for the same time. */
const goMemory = '400MiB';

async function synthesize(
  target: Target,
  system: System,
  { sabotage, report }: Omit<AssembleOptions, 'folder'>,
  outdir: string,
): Promise<void> {
  const env = { ...process.env, GOMEMLIMIT: goMemory, GOGC: '50' };
  const order: AssemblyOrder = { target, system: join(system.folder, 'system.ts'), sabotage, outdir };
  await inOwnProcess(join(import.meta.dirname, 'make-assembly'), order, { env, report });
}

/** Another deployment may have made the same assembly in the meantime. */
async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!existsSync(to)) {
      throw error;
    }
  }
}

async function assemblyKey(
  { account, region }: Target,
  { name }: System,
  sabotage: string | undefined,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([account, region, name, sabotage ?? null]));
  const files = globSync(sources, { cwd: projectRoot }).filter((path) => !path.endsWith('.test.ts'));
  for (const file of files.sort()) {
    hash.update(`\0${file}\0`).update(await readFile(join(projectRoot, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const aged = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), usedAt: (await stat(join(folder, name))).mtimeMs })),
  );
  const oldest = aged.sort((a, b) => b.usedAt - a.usedAt).slice(kept);
  await Promise.all(oldest.map(({ path }) => rm(path, { recursive: true, force: true })));
}
