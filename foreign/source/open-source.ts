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
 * @param app the command that synthesizes it, a folder with a cdk.json, a cloud assembly, or a CloudFormation or SAM template.
 * @default as cdk.json says
 * @param bundle whether code is taken along: needed to deploy it
 * @throws UsageError where it is none of these, or does not come to an assembly
 */
export async function openSource(root: string, app: string | undefined, bundle = true): Promise<Source> {
  const place = resolve(root, app ?? '');
  const holds = (file: string) => app !== undefined && existsSync(join(place, file));
  if (holds('manifest.json')) return { folder: place, remove: () => undefined };
  if (holds('cdk.json')) return made((folder) => synthesizeApp(place, folder, { bundle }));
  if (app !== undefined && isTemplate.test(app)) {
    if (!existsSync(place)) throw new UsageError(`${app} is not there`);
    return made((folder) => writeTemplateAssembly(place, appName(root), folder));
  }
  if (app !== undefined && (/^\S+\.out$/.test(app) || (existsSync(place) && statSync(place).isDirectory()))) {
    throw new UsageError(`${app} is no cloud assembly: it has no manifest.json`, {
      hint: 'Give the command that synthesizes the app, the folder of its cdk.json, the cdk.out that cdk synth writes, or a template.',
    });
  }
  return made((folder) => synthesizeApp(root, folder, { app, bundle }));
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
