import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Toolkit } from '@aws-cdk/toolkit-lib';
import * as z from 'zod';
import { UsageError } from '../kernel/usage-error.ts';

const cdkJson = z.object({ app: z.string() });

/** The account and region that an app without its own gets: those of the engine. */
const environment = { CDK_DEFAULT_ACCOUNT: '000000000000', CDK_DEFAULT_REGION: 'us-east-1' };

/**
 * Synthesizes the CDK app of a folder as `cdk synth` does, but asks no account for anything and bundles no code.
 *
 * @param folder holds the app's `cdk.json`
 * @param outdir where the cloud assembly is put
 * @throws UsageError if there is no app, or with its own words if it fails
 */
export async function synthesizeApp(folder: string, outdir: string): Promise<void> {
  const file = join(folder, 'cdk.json');
  if (!existsSync(file)) throw new UsageError(`${folder} holds no CDK app: it has no cdk.json`);
  const { success, data } = cdkJson.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!success) throw new UsageError(`${file} names no app`, { hint: 'Give it an "app", such as "npx tsx app.ts".' });
  const said: string[] = [];
  const toolkit = new Toolkit({
    color: false,
    emojis: false,
    ioHost: {
      notify: async ({ level, message }) => void (level !== 'debug' && level !== 'trace' && said.push(message)),
      requestResponse: async ({ defaultResponse }) => defaultResponse,
    },
  });
  try {
    const source = await toolkit.fromCdkApp(data.app, {
      workingDirectory: folder,
      outdir,
      env: { ...process.env, ...environment },
      lookups: false,
      resolveDefaultEnvironment: false,
      synthOptions: { bundlingForStacks: 'none', validation: false },
    });
    await (await source.produce()).dispose();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the app of ${folder} ("${data.app}") does not synthesize: ${reason}`, {
      hint: said.slice(-20).join('\n'),
      cause: error,
    });
  }
}
