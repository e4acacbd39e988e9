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
  if (app === undefined || !existsSync(place)) {
    refuseMissing(app);
    return made((folder) => synthesizeApp(root, folder, { app, bundle: true }));
  }
  if (statSync(place).isFile()) return made((folder) => writeTemplateAssembly(place, appName(root), folder));
  if (existsSync(join(place, 'manifest.json'))) return { folder: place, remove: () => undefined };
  throw new UsageError(`${app} is no cloud assembly: it has no manifest.json`, {
    hint: 'Give the command that synthesizes the app, the cdk.out that cdk synth writes, or a template.',
  });
}

/** One word that is no file is a file that is missing, not a command. */
function refuseMissing(app: string | undefined): void {
  if (app !== undefined && /^\S+\.(ya?ml|json|template)$/.test(app)) throw new UsageError(`${app} is not there`);
}

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
