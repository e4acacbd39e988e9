import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, DeleteQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientConfig, localstackCloud } from '../../kernel/cloud.ts';
import { readPluginIdentity } from '../../localstack/health.ts';
import { openEngine } from '../../localstack/open-engine.ts';
import { readResources } from '../../localstack/resources.ts';

const endpoint = process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566';
const cloud = localstackCloud(endpoint);
const webConsole = 'https://app.localstack.cloud';

describe('a running LocalStack', () => {
  it('has our plug-in and a DynamoDB', async () => {
    expect(await readPluginIdentity(endpoint)).toMatchObject({
      executor: 'faultline',
      dynamodb: expect.stringMatching(/^http:/),
    });
  });

  it('is used through its address', async () => {
    const engine = openEngine({ endpoint });
    expect(await engine.up(() => undefined)).toEqual(cloud);
    expect(await engine.status()).toMatchObject({ running: true, version: expect.stringMatching(/^4\.14/) });
  });
});

describe('the web console', () => {
  it('may read what LocalStack answers', async () => {
    const answer = await fetch(`${endpoint}/_localstack/health`, { headers: { Origin: webConsole } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(webConsole);
  });

  it('may ask before it calls AWS operations', async () => {
    const headers = { Origin: webConsole, 'Access-Control-Request-Method': 'POST' };
    const answer = await fetch(endpoint, { method: 'OPTIONS', headers });
    expect(answer.headers.get('access-control-allow-origin')).toBe(webConsole);
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
  });

  it('is the only page on the net that may', async () => {
    const answer = await fetch(`${endpoint}/_localstack/health`, { headers: { Origin: 'https://example.com' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('resources', () => {
  const prefix = `resources-test-${process.pid}`;
  const sqs = new SQSClient({ ...clientConfig(cloud), useQueueUrlAsEndpoint: false });
  const dynamodb = new DynamoDBClient(clientConfig(cloud));
  let dlq: string | undefined;
  let queue: string | undefined;

  beforeAll(async () => {
    ({ QueueUrl: dlq } = await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-dlq` })));
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${prefix}-dlq`,
      maxReceiveCount: 5,
    });
    const created = new CreateQueueCommand({ QueueName: prefix, Attributes: { RedrivePolicy } });
    ({ QueueUrl: queue } = await sqs.send(created));
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'now' }));
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'later', DelaySeconds: 600 }));
    await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody: 'poison' }));
    await dynamodb.send(
      new CreateTableCommand({
        TableName: prefix,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    );
    await dynamodb.send(new PutItemCommand({ TableName: prefix, Item: { id: { S: 'one' } } }));
  });

  afterAll(async () => {
    for (const QueueUrl of [queue, dlq]) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    await dynamodb.send(new DeleteTableCommand({ TableName: prefix }));
    sqs.destroy();
    dynamodb.destroy();
  });

  it('tell queue depths, dead-letter queues and table sizes', async () => {
    expect(await readResources(cloud, prefix)).toEqual({
      queues: [
        { name: prefix, visible: 1, inFlight: 0, delayed: 1, deadLetterQueue: `${prefix}-dlq` },
        { name: `${prefix}-dlq`, visible: 1, inFlight: 0, delayed: 0 },
      ],
      tables: [{ name: prefix, items: 1 }],
      functions: [],
    });
  });
});
