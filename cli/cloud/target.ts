import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import type { Cloud } from '../../kernel/cloud.ts';
import { labCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { type EngineOptions, withEngineOptions } from './engine-options.ts';

/** Where a command acts: a LocalStack, or an account that the user names and confirms. */
export interface TargetOptions extends EngineOptions {
  readonly on: 'localstack' | 'aws';
  readonly account?: string;
  readonly region: string;
}

/** A cloud, and the account that the user has confirmed if it is AWS. */
export interface Target {
  readonly cloud: Cloud;
  readonly confirmedAccount?: string;
}

/** Adds the options that choose between LocalStack and an AWS account. */
export function withTargetOptions(command: Command): Command {
  return withEngineOptions(command)
    .addOption(new Option('--on <target>', 'where to').choices(['localstack', 'aws']).default('localstack'))
    .option('--account <id>', 'the AWS account, twelve digits; only with --on aws')
    .option('--region <region>', 'the AWS region; only with --on aws', 'us-east-1');
}

/**
 * The LocalStack that runs, or the AWS account, which the user confirms by typing its number.
 * @throws UsageError if no LocalStack runs, no account is named, or it is not confirmed
 */
export async function chooseTarget(what: string, options: TargetOptions): Promise<Target> {
  if (options.on === 'localstack') {
    const { runningCloud } = await import('./running-cloud.ts');
    return { cloud: await runningCloud(options) };
  }
  const { account, region } = options;
  if (account === undefined || !/^\d{12}$/.test(account))
    throw new UsageError(`--on aws needs the account's number: got ${account ?? 'none'}, expected twelve digits`, {
      hint: `${labCommand} ${what} --on aws --account 123456789012`,
    });
  await confirm(what, account, region);
  const cloud: Cloud = { kind: 'aws', region, accountId: account, environment: { AWS_REGION: region } };
  return { cloud, confirmedAccount: account };
}

async function confirm(what: string, account: string, region: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new UsageError(`${what} on a real account has to be confirmed at a terminal; the input is none`, {
      hint: 'Run the command in a terminal and type the account number when it asks.',
    });
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `This will ${what} in the AWS account ${account}, ${region}. Type the account number to go on: `,
  );
  terminal.close();
  if (answer.trim() !== account) throw new UsageError('not confirmed: nothing was done');
}
