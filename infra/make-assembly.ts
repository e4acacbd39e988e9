import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { projectRoot } from '../kernel/project.ts';
import { UsageError } from '../kernel/usage-error.ts';
import type { System } from '../system/system.ts';
import { bundleFunctions, writeBundles } from './bundle.ts';
import type { Target } from './guard.ts';
import { addChecks, addSystem } from './lab-app.ts';

// A process of its own: what esbuild and the construct library take, half a gigabyte each, goes with it.

/** What the process is asked to do. */
export interface AssemblyOrder {
  readonly target: Target;
  /** Path of the module that exports the `system`. */
  readonly system: string;
  readonly sabotage?: string | undefined;
  readonly outdir: string;
}

/** Why it could not. */
export interface AssemblyFailure {
  readonly message: string;
  readonly stack?: string | undefined;
  readonly hint?: string | undefined;
  /** Whether the user can mend it. */
  readonly isUsage: boolean;
}

/** What the process says: lines of progress, then how it ended. */
export type AssemblyNews = { readonly line: string } | { readonly done: true } | { readonly failed: AssemblyFailure };

const tell = (news: AssemblyNews) => new Promise((resolve) => process.send?.(news, resolve));

async function make({ target, system: module, sabotage, outdir }: AssemblyOrder): Promise<void> {
  const { system }: { system: System } = await import(pathToFileURL(module).href);
  await tell({ line: 'bundling the functions' });
  const bundles = await bundleFunctions(system, sabotage === undefined ? {} : { sabotage });
  await tell({ line: 'synthesizing the stack' });
  const { context } = JSON.parse(await readFile(join(projectRoot, 'cdk.json'), 'utf8'));
  const app = new App({ outdir, context, treeMetadata: false, builtinCloudFormationValidation: false });
  addChecks(app);
  await addSystem(app, target, system, await writeBundles(bundles, join(outdir, 'bundles')));
  app.synth();
}

process.once('disconnect', () => process.exit());
process.once('message', async (order: AssemblyOrder) => {
  try {
    await make(order);
    await tell({ done: true });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const hint = error instanceof UsageError ? error.hint : undefined;
    await tell({ failed: { message, stack, hint, isUsage: error instanceof UsageError } });
  }
  process.exit();
});
