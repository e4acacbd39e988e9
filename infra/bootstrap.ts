import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { type Cloud, clientConfig } from '../localstack/cloud.ts';

/** The name that the CDK gives the stack with what it needs of an account. */
const toolkitStackName = 'CDKToolkit';

/**
 * Bootstraps LocalStack's account for the CDK, unless it is already: a bucket for assets and the version that deployments
 * ask for, in a stack that `cdk bootstrap` would later update to its own. Its roles and its image repository are left
 * out, because LocalStack asks for no rights: it takes a second in place of six.
 */
export async function bootstrapLocalstack(cloud: Cloud): Promise<void> {
  const client = new CloudFormationClient(clientConfig(cloud));
  try {
    if (await exists(client)) {
      return;
    }
    const template = await readFile(join(import.meta.dirname, 'bootstrap-localstack.yaml'), 'utf8');
    await client.send(new CreateStackCommand({ StackName: toolkitStackName, TemplateBody: template }));
    await waitUntilStackCreateComplete(
      { client, maxWaitTime: 60, minDelay: 0.1, maxDelay: 0.5 },
      { StackName: toolkitStackName },
    );
  } finally {
    client.destroy();
  }
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
