import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { clientConfig } from '../../kernel/cloud.ts';
import { deployCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { EngineOptions } from './engine-options.ts';
import { runningCloud } from './running-cloud.ts';

const groupPrefix = '/aws/lambda/';

/** Options of `./lab logs`. */
export interface LogOptions extends EngineOptions {
  readonly filter?: string;
}

/** Prints the logs of a function, or the functions that have logs. @throws UsageError if there are none of that function */
export async function printLogs(name: string | undefined, options: LogOptions): Promise<void> {
  const client = new CloudWatchLogsClient(clientConfig(await runningCloud(options)));
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: groupPrefix }));
  const names = logGroups.map(({ logGroupName = '' }) => logGroupName.slice(groupPrefix.length)).sort();
  if (name === undefined) {
    process.stdout.write(names.map((each) => `${each}\n`).join(''));
    return;
  }
  if (!names.includes(name))
    throw new UsageError(`no logs of a function named "${name}"`, {
      hint: names.length === 0 ? `Deploy first: ${deployCommand}` : `There are logs of: ${names.join(', ')}`,
    });
  await print(client, groupPrefix + name, options.filter);
}

async function print(
  client: CloudWatchLogsClient,
  logGroupName: string,
  filterPattern: string | undefined,
): Promise<void> {
  let nextToken: string | undefined;
  do {
    const page = await client.send(new FilterLogEventsCommand({ logGroupName, filterPattern, nextToken }));
    for (const { message = '' } of page.events ?? []) process.stdout.write(`${message.trimEnd()}\n`);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}
