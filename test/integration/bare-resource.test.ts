import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, expect, it } from '@jest/globals';
import { outputsOf, statusOf } from './cdk-app.ts';
import { eventually, sqs } from './order-system-client.ts';

const cloudFormation = new CloudFormationClient({});
const StackName = 'bare-resource';

const template = (queue: object) =>
  JSON.stringify({
    Resources: { Queue: { Type: 'AWS::SQS::Queue', ...queue } },
    Outputs: { Url: { Value: { Ref: 'Queue' } } },
  });

const becomes = (status: string) =>
  eventually(`the stack to be ${status}`, async () => ((await statusOf(StackName)) === status ? true : undefined));

async function visibility(QueueUrl: string): Promise<string | undefined> {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
  return (await sqs.send(asked)).Attributes?.VisibilityTimeout;
}

afterAll(() => cloudFormation.send(new DeleteStackCommand({ StackName })));

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
