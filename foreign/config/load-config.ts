import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { UsageError } from '../../kernel/usage-error.ts';
import { configSchema, type ReadConfig } from './config.ts';

/** Names under which a config is looked for: `.mts` where a project's own files are CommonJS. */
const configFiles = ['faultline.config.ts', 'faultline.config.mts', 'faultline.config.js', 'faultline.config.mjs'];

/** The config of the app in a folder, if there is one. */
export function configFileIn(root: string): string | undefined {
  return configFiles.map((name) => join(root, name)).find((path) => existsSync(path));
}

/**
 * The config of an app.
 * @param root the folder of the app
 * @throws UsageError if there is none, it does not load, or holds what it should not
 */
export async function loadConfig(root: string): Promise<ReadConfig> {
  const file = configFileIn(root);
  if (file === undefined) {
    throw new UsageError(`there is no ${configFiles[0]} in ${root}`, { hint: 'Write one with: npx faultline init' });
  }
  const name = basename(file);
  let given: unknown;
  try {
    ({ default: given } = await import(pathToFileURL(file).href));
  } catch (cause) {
    throw new UsageError(`${name} cannot be loaded: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  if (given === undefined) {
    throw new UsageError(`${name} exports no default`, { hint: 'End it with: export default defineConfig({ … })' });
  }
  const { success, data, error } = configSchema.safeParse(given);
  if (success) return data;
  throw new UsageError(`${name} is no config:\n${z.prettifyError(error)}`, {
    hint: `It takes ${Object.keys(configSchema.shape).join(', ')}.`,
  });
}
