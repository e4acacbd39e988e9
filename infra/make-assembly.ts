import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { projectRoot } from '../kernel/project.ts';
import type { System } from '../system/system.ts';
import { bundleFunctions, writeBundles } from './bundle.ts';
import type { Target } from './guard.ts';
import { addChecks, addSystem } from './lab-app.ts';
import { work } from './own-process/work.ts';

// A process of its own: what esbuild and the construct library take, half a gigabyte each, goes with it.

/** What the process is asked to do. */
export interface AssemblyOrder {
  readonly target: Target;
  /** Path of the module that exports the `system`. */
  readonly system: string;
  readonly sabotage?: string | undefined;
  readonly outdir: string;
}

work(async ({ target, system: module, sabotage, outdir }: AssemblyOrder, report) => {
  const { system }: { system: System } = await import(pathToFileURL(module).href);
  report('bundling the functions');
  const bundles = await bundleFunctions(system, sabotage === undefined ? {} : { sabotage });
  report('synthesizing the stack');
  const { context } = JSON.parse(await readFile(join(projectRoot, 'cdk.json'), 'utf8'));
  const app = new App({ outdir, context, treeMetadata: false, builtinCloudFormationValidation: false });
  addChecks(app);
  await addSystem(app, target, system, await writeBundles(bundles, join(outdir, 'bundles')));
  app.synth();
});
