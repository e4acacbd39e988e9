import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteFunctionCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sqs } from './order-system-client.ts';
import { deployZip } from './zip-function.ts';

const lambda = new LambdaClient({});

type Settings = Partial<CreateEventSourceMappingCommandInput>;
let FunctionName: string;
const queues: string[] = [];

async function queue(name: string, attributes: Record<string, string>): Promise<string> {
  const QueueName = `mappings-${Date.now()}-${name}`;
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: attributes }));
  queues.push(QueueUrl);
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  return (await sqs.send(asked)).Attributes?.QueueArn ?? '';
}

beforeAll(async () => {
  FunctionName = (await deployZip({ 'index.js': 'exports.handler = async () => {};' }, { Timeout: 20 })).name;
});

afterAll(async () => {
  for (const QueueUrl of queues) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await lambda.send(new DeleteFunctionCommand({ FunctionName }));
});

describe("a mapping that AWS refuses is refused in AWS's words", () => {
  const cases: readonly [string, { queue: Record<string, string>; settings: Settings }, string][] = [
    [
      'a function that may take longer than a message is hidden',
      { queue: { VisibilityTimeout: '10' }, settings: {} },
      'Queue visibility timeout: 10 seconds is less than Function timeout: 20 seconds',
    ],
    [
      'a large batch without a window',
      { queue: {}, settings: { BatchSize: 11 } },
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    ],
    [
      'a window on a FIFO queue',
      { queue: { FifoQueue: 'true' }, settings: { MaximumBatchingWindowInSeconds: 5 } },
      'Batching window is not supported for FIFO queues',
    ],
    [
      'a filter that is no JSON',
      { queue: {}, settings: { FilterCriteria: { Filters: [{ Pattern: 'kind = order' }] } } },
      'Invalid filter pattern definition.',
    ],
    [
      'too little concurrency',
      { queue: {}, settings: { ScalingConfig: { MaximumConcurrency: 1 } } },
      "Value '1' at 'scalingConfig.maximumConcurrency' failed to satisfy constraint",
    ],
    [
      'a starting position, which queues do not have',
      { queue: {}, settings: { StartingPosition: 'LATEST' } },
      'StartingPosition is not valid for SQS event sources.',
    ],
  ];

  it.each(cases)('%s', async (name, { queue: attributes, settings }, message) => {
    const suffix = attributes.FifoQueue === undefined ? '' : '.fifo';
    const EventSourceArn = await queue(`${name.replace(/\W+/g, '-').slice(0, 40)}${suffix}`, attributes);
    const asked = new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, ...settings });
    await expect(lambda.send(asked)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining(message),
    });
  });
});
