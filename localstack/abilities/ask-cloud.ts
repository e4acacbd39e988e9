import { randomUUID } from 'node:crypto';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { openClients } from '../../kernel/clients.ts';
import { type Cloud, clientConfig } from '../../kernel/cloud.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { waitUntil } from '../../kernel/wait-until.ts';
import { type AbilityName, abilities } from './abilities.ts';
import type { Asked } from './ability.ts';
import { askedTemplate } from './stack.ts';

/**
 * Asks a cloud what it can do, by a small stack that is removed again: a few seconds.
 *
 * @returns whether the cloud has each of these abilities
 * @throws UsageError if the stack cannot be deployed at all
 */
export async function askCloud(
  cloud: Cloud,
  names: readonly AbilityName[],
): Promise<ReadonlyMap<AbilityName, boolean>> {
  const config = clientConfig(cloud);
  const endpoint = cloud.endpoint ?? '';
  const cloudFormation = new CloudFormationClient(config);
  const clients = openClients(cloud);
  // To be throttled is an answer.
  const lambda = new LambdaClient({ ...config, maxAttempts: 1 });
  const logs = new CloudWatchLogsClient(config);
  const streams = new DynamoDBStreamsClient(config);
  const StackName = `faultline-asks-${randomUUID().slice(0, 8)}`;
  try {
    const outputs = await deploy(cloudFormation, StackName, endpoint);
    const asked: Asked = { ...clients, lambda, logs, streams, endpoint, outputs };
    const answers = await Promise.all(
      names.map(async (name) => [name, await abilities[name].ask(asked).catch(() => false)] as const),
    );
    const groups = Object.values(outputs).map((name) => `/aws/lambda/${name}`);
    await Promise.allSettled(groups.map((logGroupName) => logs.send(new DeleteLogGroupCommand({ logGroupName }))));
    return new Map(answers);
  } finally {
    await cloudFormation.send(new DeleteStackCommand({ StackName })).catch(() => undefined);
    for (const client of [cloudFormation, clients, lambda, logs, streams]) client.destroy();
  }
}

async function deploy(client: CloudFormationClient, StackName: string, endpoint: string) {
  const TemplateBody = JSON.stringify(askedTemplate);
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));
  const stack = await waitUntil(
    async () => {
      const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
      return found?.StackStatus === 'CREATE_IN_PROGRESS' ? undefined : found;
    },
    { deadlineMs: 120_000, everyMs: 200 },
  );
  if (stack?.StackStatus !== 'CREATE_COMPLETE')
    throw new UsageError(
      `the cloud at ${endpoint} cannot deploy queues, functions, a mapping and a table with a stream: ${stack?.StackStatusReason ?? stack?.StackStatus ?? 'it does not end'}`,
      { hint: 'Leave --endpoint away: the lab then starts a LocalStack of its own.' },
    );
  return Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}
