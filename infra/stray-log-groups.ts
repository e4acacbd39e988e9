import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { type Cloud, clientConfig } from '../kernel/cloud.ts';

/**
 * Deletes the log groups that functions of an earlier deployment have left on this LocalStack: last lines that arrive after
 * the stack is gone bring a group back, on AWS too, and the next deployment cannot make what is there. Nothing happens
 * while there is a stack.
 */
export async function removeStrayLogGroups(cloud: Cloud, stackName: string): Promise<void> {
  const config = clientConfig(cloud);
  const formation = new CloudFormationClient(config);
  const logs = new CloudWatchLogsClient(config);
  try {
    if (await hasStack(formation, stackName)) return;
    const prefix = { logGroupNamePrefix: `/aws/lambda/${stackName}-` };
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, prefix)) {
      await Promise.all(logGroups.map(({ logGroupName }) => logs.send(new DeleteLogGroupCommand({ logGroupName }))));
    }
  } finally {
    formation.destroy();
    logs.destroy();
  }
}

async function hasStack(formation: CloudFormationClient, stackName: string): Promise<boolean> {
  try {
    const { Stacks = [] } = await formation.send(new DescribeStacksCommand({ StackName: stackName }));
    return Stacks.length > 0;
  } catch (error) {
    // CloudFormation has no other way to say that a stack does not exist.
    if (error instanceof Error && error.name === 'ValidationError') return false;
    throw error;
  }
}
