import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bundles, root, writeBundles } from './bundle.ts';
import type { Target } from './guard.ts';

/** Assemblies that are kept for the next deployment, the latest used first: enough for a few sabotages in turn. */
const kept = 5;

/**
 * Synthesizes the app, or takes the assembly of an earlier synthesis of the same bundles, sources and target.
 *
 * The checks of `cdk synth` are left out here: they take seconds, their result depends on nothing that changes from one
 * deployment to the next but the sources in `infra/`, and the tests make them.
 *
 * @param folder where assemblies are kept
 * @returns the folder of the cloud assembly
 */
export async function assemble(bundles: Bundles, target: Target, folder: string): Promise<string> {
  const assembly = join(folder, await assemblyKey(bundles, target));
  if (!existsSync(assembly)) {
    await mkdir(folder, { recursive: true });
    const unfinished = await mkdtemp(join(folder, '.unfinished-'));
    try {
      await synthesize(bundles, target, unfinished);
      await rename(unfinished, assembly).catch((error: NodeJS.ErrnoException) => {
        // Another deployment made the same assembly in the meantime.
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') {
          throw error;
        }
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
  const now = new Date();
  await utimes(assembly, now, now);
  await removeOldest(folder);
  return assembly;
}

async function synthesize(bundles: Bundles, target: Target, outdir: string): Promise<void> {
  // Only here: the construct library takes half a second to load, which an assembly from before saves.
  const [{ App }, { addFaultline }] = await Promise.all([import('aws-cdk-lib'), import('./faultline-app.ts')]);
  const { context } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8'));
  const app = new App({ outdir, context, treeMetadata: false, builtinCloudFormationValidation: false });
  addFaultline(app, target, await writeBundles(bundles, join(outdir, 'bundles')));
  app.synth();
}

async function assemblyKey(bundles: Bundles, target: Target): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([bundles.hash, target.account, target.region]));
  const sources = globSync(['infra/**/*.ts', 'cdk.json', 'package-lock.json'], { cwd: root });
  for (const source of sources.filter((path) => !path.endsWith('.test.ts')).sort()) {
    hash.update(`\0${source}\0`).update(await readFile(join(root, source)));
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
