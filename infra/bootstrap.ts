import { readFile } from 'node:fs/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { type Cloud, clientConfig } from '../kernel/cloud.ts';

/** The name that the CDK gives the stack with what it needs of an account. */
const toolkitStackName = 'CDKToolkit';

/**
 * Bootstraps LocalStack's account for the CDK, unless it is already: with the template that `cdk bootstrap` would use, but
 * without its waiting, in two seconds in place of six.
 */
export async function bootstrapLocalstack(cloud: Cloud): Promise<void> {
  const client = new CloudFormationClient(clientConfig(cloud));
  try {
    if (await exists(client)) {
      return;
    }
    await client.send(
      new CreateStackCommand({
        StackName: toolkitStackName,
        TemplateBody: await readFile(bootstrapTemplate(), 'utf8'),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackCreateComplete(
      { client, maxWaitTime: 60, minDelay: 0.1, maxDelay: 0.5 },
      { StackName: toolkitStackName },
    );
  } finally {
    client.destroy();
  }
}

/** Where the CDK Toolkit keeps its bootstrap template; a file of its own, so a test watches over it. */
export function bootstrapTemplate(): URL {
  return new URL('api/bootstrap/bootstrap-template.yaml', import.meta.resolve('@aws-cdk/toolkit-lib'));
}

async function exists(client: CloudFormationClient): Promise<boolean> {
  try {
    await client.send(new DescribeStacksCommand({ StackName: toolkitStackName }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) {
      return false;
    }
    throw error;
  }
}
