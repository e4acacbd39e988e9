import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { synthesizeApp } from '../infra/synthesize.ts';
import { UsageError } from '../kernel/usage-error.ts';
import { readAssembly } from '../localstack/support/assembly.ts';
import { type CopiedAssembly, copyUnderChaos, labStack } from './assembly/copy.ts';
import type { ReadConfig } from './config/config.ts';
import { type Found, foundIn } from './template/found.ts';
import { type AppTemplate, merged } from './template/merged.ts';

/** Somebody's app, under chaos and ready to be deployed. */
export interface App {
  /** Ignored folder in its repository, for what is made of it. */
  readonly state: string;
  readonly assembly: CopiedAssembly;
  /** Of the copy: everything has its name. */
  readonly template: AppTemplate;
  readonly found: Found;
}

/**
 * Synthesizes the app of a folder, or takes its cloud assembly, and puts a copy of it under chaos.
 * @throws UsageError where there is no app, it does not synthesize, or cannot go to LocalStack
 */
export async function openApp(
  root: string,
  { app, stacks, key }: Pick<ReadConfig, 'app' | 'stacks' | 'key'>,
): Promise<App> {
  const state = join(root, '.faultline');
  const synthesized = await synthesizedApp(root, app);
  try {
    const front = { chaosTable: `${labStack}-chaos`, key, only: stacks };
    const assembly = copyUnderChaos(synthesized.folder, join(state, 'assembly'), front);
    const template = merged(readAssembly(assembly.folder).filter(({ name }) => assembly.stacks.includes(name)));
    return { state, assembly, template, found: foundIn(template) };
  } finally {
    synthesized.remove();
  }
}

async function synthesizedApp(root: string, app: string | undefined) {
  const place = resolve(root, app ?? '');
  if (app !== undefined && existsSync(place)) {
    if (existsSync(join(place, 'manifest.json'))) return { folder: place, remove: () => undefined };
    throw new UsageError(`${app} is no cloud assembly: it has no manifest.json`, {
      hint: 'Give the command that synthesizes the app, or the cdk.out that cdk synth writes.',
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'faultline-app-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await synthesizeApp(root, folder, { app, bundle: true });
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
