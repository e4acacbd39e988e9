import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ReadConfig } from '../../foreign/config/config.ts';
import { functionUrl } from '../../foreign/input/ask.ts';
import { nameOf } from '../../foreign/system.ts';
import type { Found } from '../../foreign/template/found.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { Drive } from '../../loadtest/drive.ts';
import { ownScript } from '../../loadtest/own-script.ts';
import { sendOperations } from '../../loadtest/send-operations.ts';

/**
 * What drives somebody's app: what its config asks, from this process, or a script of its own, by its own Artillery.
 * @param root the folder of the app
 * @throws UsageError for a script that is not there, or has nothing to ask
 */
export function driveOf(root: string, { input, key = '' }: Pick<ReadConfig, 'input' | 'key'>, found: Found): Drive {
  if (!('artillery' in input)) return sendOperations;
  const { artillery, of } = input;
  const script = resolve(root, artillery);
  if (!existsSync(script)) throw new UsageError(`the script of the input is not there: ${artillery}`);
  const drive = ownScript({ root, script, keyField: key });
  if (of !== undefined) {
    const name = nameOf('function URL', of, found);
    return async (load) => drive({ ...load, target: await functionUrl(name, load.cloud) });
  }
  if (found.httpApis.length > 0) return drive;
  throw new UsageError(`${artillery} asks an API, and the app has none`, {
    hint: 'Name the function whose URL is meant: input: { artillery: "…", of: "Function" }',
  });
}
