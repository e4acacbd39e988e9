import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from './order-system-client.ts';
import { deployZip, type ZipFunction } from './zip-function.ts';

const dynamo = new DynamoDBClient({});
const lambda = new LambdaClient({});
const TableName = `stream-mapping-${Date.now()}`;
let StreamArn: string;
let fn: ZipFunction;
let UUID: string;

/** The function logs the key of each record that it is given. */
const code = `exports.handler = async ({ Records }) => {
  for (const { dynamodb } of Records) console.log('saw ' + dynamodb.Keys.id.S);
};`;

const put = (id: string) => dynamo.send(new PutItemCommand({ TableName, Item: { id: { S: id } } }));
const putAll = async (name: string, count: number) => {
  for (let n = 0; n < count; n += 1) await put(`${name}-${n}`);
};
const seen = async (name: string, count: number) =>
  eventually(`${count} records of ${name}`, async () => {
    const lines = await fn.logLines(/saw/).catch(() => []);
    const found = new Set(lines.flatMap((line) => new RegExp(`saw (${name}-\\d+)`).exec(line)?.[1] ?? []));
    return found.size === count ? true : undefined;
  });
const becomes = (state: string) =>
  eventually(`the mapping to be ${state}`, async () =>
    (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State === state ? true : undefined,
  );

beforeAll(async () => {
  fn = await deployZip({ 'index.js': code }, {});
  const { TableDescription } = await dynamo.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    }),
  );
  StreamArn = TableDescription?.LatestStreamArn ?? '';
  await put('before-0');
  const asked = {
    FunctionName: fn.name,
    EventSourceArn: StreamArn,
    StartingPosition: 'LATEST' as const,
    BatchSize: 10,
  };
  UUID = (await lambda.send(new CreateEventSourceMappingCommand(asked))).UUID ?? '';
});

afterAll(async () => {
  await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await dynamo.send(new DeleteTableCommand({ TableName }));
  await fn[Symbol.asyncDispose]();
});

describe('a mapping of a stream that begins with the latest', () => {
  it('misses nothing that is written once it was created', async () => {
    await putAll('first', 12);
    await seen('first', 12);
    expect((await fn.logLines(/saw/)).some((line) => line.includes('saw before'))).toBe(false);
  });

  it('misses nothing while it is changed', async () => {
    await becomes('Enabled');
    const writing = putAll('changed', 40);
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 5 }));
    await writing;
    await seen('changed', 40);
  });

  it('goes on where it was when it was disabled', async () => {
    await becomes('Enabled');
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    await becomes('Disabled');
    await putAll('meanwhile', 8);
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    await seen('meanwhile', 8);
  });
});
