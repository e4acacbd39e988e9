import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, expect, it } from '@jest/globals';
import { outputsOf, statusOf } from './cdk-app.ts';
import { eventually, sqs } from './order-system-client.ts';
import { lambda } from './zip-function.ts';

const cloudFormation = new CloudFormationClient({});
const StackName = 'bare-resource';
const failing = 'failing-resource';

const template = (queue: object) =>
  JSON.stringify({
    Resources: { Queue: { Type: 'AWS::SQS::Queue', ...queue } },
    Outputs: { Url: { Value: { Ref: 'Queue' } } },
  });

const becomes = (status: string, stack = StackName) =>
  eventually(`the stack to be ${status}`, async () => ((await statusOf(stack)) === status ? true : undefined));

async function visibility(QueueUrl: string): Promise<string | undefined> {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
  return (await sqs.send(asked)).Attributes?.VisibilityTimeout;
}

afterAll(async () => {
  for (const name of [StackName, failing]) await cloudFormation.send(new DeleteStackCommand({ StackName: name }));
});

it('a resource without properties takes some, and loses them again', async () => {
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: template({}) }));
  await becomes('CREATE_COMPLETE');
  const { Url = '' } = await outputsOf(StackName);
  const given = template({ Properties: { VisibilityTimeout: 17 } });
  await cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: given }));
  await becomes('UPDATE_COMPLETE');
  expect([await outputsOf(StackName), await visibility(Url)]).toEqual([{ Url }, '17']);
  await cloudFormation.send(new UpdateStackCommand({ StackName, TemplateBody: template({}) }));
  await eventually('the default', async () => ((await visibility(Url)) === '30' ? true : undefined));
  await becomes('UPDATE_COMPLETE');
});

it('a resource whose last setting is refused goes with the rollback', async () => {
  const FunctionName = 'failing-resource';
  const Properties = {
    FunctionName,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::000000000000:role/lambda',
    Code: { ZipFile: 'exports.handler = async () => 1;' },
    // More than an account has.
    ReservedConcurrentExecutions: 5_000,
  };
  const TemplateBody = JSON.stringify({ Resources: { Many: { Type: 'AWS::Lambda::Function', Properties } } });
  await cloudFormation.send(new CreateStackCommand({ StackName: failing, TemplateBody }));
  await becomes('ROLLBACK_COMPLETE', failing);
  await expect(lambda.send(new GetFunctionCommand({ FunctionName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
