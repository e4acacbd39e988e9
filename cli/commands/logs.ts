import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { Command } from 'commander';
import { clientConfig } from '../../localstack/cloud.ts';
import { type EngineOptions, withEngineOptions } from '../engine-options.ts';
import { runningCloud } from '../running-cloud.ts';
import { UsageError } from '../usage-error.ts';

const groupPrefix = '/aws/lambda/';

/** `./lab logs [function]`: what the functions wrote, oldest first. */
export function logsCommand(): Command {
  return withEngineOptions(new Command('logs'))
    .description('print the logs of a function; without a name, the functions that have logs')
    .argument('[function]', 'such as faultline-payments')
    .option('--filter <pattern>', 'a CloudWatch Logs filter pattern, such as an order id in double quotes')
    .action(logs);
}

async function logs(name: string | undefined, options: EngineOptions & { filter?: string }): Promise<void> {
  const client = new CloudWatchLogsClient(clientConfig(await runningCloud(options)));
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: groupPrefix }));
  const names = logGroups.map(({ logGroupName = '' }) => logGroupName.slice(groupPrefix.length)).sort();
  if (name === undefined) {
    process.stdout.write(names.map((each) => `${each}\n`).join(''));
    return;
  }
  if (!names.includes(name))
    throw new UsageError(`no logs of a function named "${name}"`, {
      hint: names.length === 0 ? 'Deploy first: ./lab deploy' : `There are logs of: ${names.join(', ')}`,
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
