import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Toolkit } from '@aws-cdk/toolkit-lib';
import { execa } from 'execa';
import * as z from 'zod';
import { UsageError } from '../kernel/usage-error.ts';

const cdkJson = z.object({ app: z.string() });

const MOST_LINES = 20;
const MOST_COLUMNS = 400;

/** The account and region that an app without its own gets: those of the engine. */
const environment = { CDK_DEFAULT_ACCOUNT: '000000000000', CDK_DEFAULT_REGION: 'us-east-1' };

/** How an app is synthesized. */
export interface SynthesizeOptions {
  /** The command: the app itself, or a `cdk synth` of it. @default the `app` of the folder's cdk.json */
  readonly app?: string | undefined;
  /** Whether code is bundled: needed to deploy it. */
  readonly bundle: boolean;
}

/**
 * Synthesizes the CDK app of a folder as `cdk synth` does, but asks no account for anything.
 *
 * @param folder where its command runs
 * @param outdir where the cloud assembly is put
 * @throws UsageError if there is no app, or with its own words if it fails
 */
export async function synthesizeApp(
  folder: string,
  outdir: string,
  { app = commandIn(folder), bundle }: SynthesizeOptions,
): Promise<void> {
  if (cdkSynth.test(app)) return runCdk(app, folder, outdir);
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
    const source = await toolkit.fromCdkApp(app, {
      workingDirectory: folder,
      outdir,
      env: { ...process.env, ...environment },
      lookups: false,
      resolveDefaultEnvironment: false,
      synthOptions: { bundlingForStacks: bundle ? '**' : 'none', validation: false },
    });
    await (await source.produce()).dispose();
  } catch (error) {
    throw failed(folder, app, error instanceof Error ? error.message : String(error), said);
  }
}

const cdkSynth = /\bcdk\s+synth/;

/** Nothing of an account, so that the CDK's command line asks none. */
const noAccount = {
  ...{ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined },
  ...{ AWS_PROFILE: undefined, AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_CONFIG_FILE: '/dev/null' },
  ...{ AWS_EC2_METADATA_DISABLED: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' },
};

/**
 * Has the CDK's command line write where it is told to: it takes its options from the environment as well. Where the command
 * names a place of its own, what it wrote is taken from there.
 */
async function runCdk(command: string, folder: string, outdir: string): Promise<void> {
  const env = { ...noAccount, ...environment, CDK_OUTPUT: outdir, CDK_QUIET: 'true' };
  const options = { cwd: folder, env, shell: true, all: true, reject: false } as const;
  const { exitCode, all } = await execa(command, options);
  if (exitCode !== 0) throw failed(folder, command, `it ended with ${exitCode ?? 'a signal'}`, [all]);
  const [, own] = /\s(?:-o|--output)[\s=]*["']?([^\s"']+)/.exec(command) ?? [];
  if (own !== undefined && existsSync(resolve(folder, own))) cpSync(resolve(folder, own), outdir, { recursive: true });
  if (existsSync(join(outdir, 'manifest.json'))) return;
  throw failed(folder, command, 'it wrote no cloud assembly where CDK_OUTPUT says', [all]);
}

function failed(folder: string, app: string, reason: string, said: readonly string[]): UsageError {
  return new UsageError(`the app of ${folder} ("${app}") does not synthesize: ${reason}`, { hint: wordsOf(said) });
}

/** The end of what an app said, without the source of libraries that Node.js prints above an error. */
function wordsOf(said: readonly string[]): string {
  const lines = said.flatMap((message) => message.split('\n')).filter((line) => line.length <= MOST_COLUMNS);
  return lines.slice(-MOST_LINES).join('\n');
}

function commandIn(folder: string): string {
  const file = join(folder, 'cdk.json');
  if (!existsSync(file)) throw new UsageError(`${folder} holds no CDK app: it has no cdk.json`);
  const { success, data } = cdkJson.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!success) throw new UsageError(`${file} names no app`, { hint: 'Give it an "app", such as "npx tsx app.ts".' });
  return data.app;
}
