import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { synthesizeApp } from '../../infra/synthesize.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { appName } from './app-name.ts';
import { writeTemplateAssembly } from './template-assembly.ts';

/** The cloud assembly of an app, and what takes it away if it was made for us. */
export interface Source {
  readonly folder: string;
  readonly remove: () => void;
}

/**
 * The cloud assembly of an app.
 * @param root its folder
 * @param app the command that synthesizes it, a cloud assembly, or a CloudFormation or SAM template. @default as cdk.json says
 * @throws UsageError where it is none of these, or does not come to an assembly
 */
export async function openSource(root: string, app: string | undefined): Promise<Source> {
  const place = resolve(root, app ?? '');
  if (app !== undefined && existsSync(join(place, 'manifest.json'))) return { folder: place, remove: () => undefined };
  if (app !== undefined && isTemplate.test(app)) {
    if (!existsSync(place)) throw new UsageError(`${app} is not there`);
    return made((folder) => writeTemplateAssembly(place, appName(root), folder));
  }
  if (app !== undefined && (app.endsWith('.out') || (existsSync(place) && statSync(place).isDirectory()))) {
    throw new UsageError(`${app} is no cloud assembly: it has no manifest.json`, {
      hint: 'Give the command that synthesizes the app, the cdk.out that cdk synth writes, or a template.',
    });
  }
  return made((folder) => synthesizeApp(root, folder, { app, bundle: true }));
}

const isTemplate = /^\S+\.(ya?ml|json|template)$/;

async function made(make: (folder: string) => Promise<void>): Promise<Source> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-app-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await make(folder);
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
