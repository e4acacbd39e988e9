import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ruleOf, underRules } from '../../chaos/middleware/calls/testing/under-rules.ts';
import { withChaos } from '../../chaos/middleware/sdk-plugin.ts';

// Faults that the SDK plug-in injects here, and what the services of LocalStack have seen of the calls.

const name = `chaos-calls-${randomUUID()}`;
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});
const target = { function: 'f', table: name };

/** A document client under one rule. */
function dynamoUnder(fault: string, changes: Readonly<Record<string, unknown>> = {}) {
  const chaos = underRules([ruleOf(fault, { target, ...changes })]);
  return { ...chaos, client: DynamoDBDocumentClient.from(withChaos(new DynamoDBClient({}), chaos.environment)) };
}

/** An SQS client under one rule, with a queue of its own. */
async function sqsUnder(fault: string, changes: Readonly<Record<string, unknown>> = {}) {
  const chaos = underRules([ruleOf(fault, { target: { queue: `${name}-${fault}` }, ...changes })]);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `${name}-${fault}` }));
  queues.push(QueueUrl);
  return { ...chaos, QueueUrl, client: withChaos(new SQSClient({}), chaos.environment) };
}
const queues: string[] = [];

/** Every message of a queue, until it shows none any more; what is received stays invisible. */
async function drained(QueueUrl: string): Promise<{ Body: string; ReceiptHandle: string }[]> {
  const all: { Body: string; ReceiptHandle: string }[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return all;
    for (const { Body = '', ReceiptHandle = '' } of Messages) all.push({ Body, ReceiptHandle });
  }
}

const put = (orderId: string, version = 1) => new PutCommand({ TableName: name, Item: { orderId, version } });
const get = (orderId: string, ConsistentRead = false) =>
  new GetCommand({ TableName: name, Key: { orderId }, ConsistentRead });
const stored = async (orderId: string) => (await dynamo.send(get(orderId, true))).Item;
const keysOf = (ids: readonly string[]) => ids.map((orderId) => ({ orderId }));

beforeAll(async () => {
  await dynamo.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'orderId', AttributeType: 'S' }],
    }),
  );
  await waitUntilTableExists({ client: dynamo, maxWaitTime: 30, minDelay: 1 }, { TableName: name });
});

afterAll(async () => {
  await dynamo.send(new DeleteTableCommand({ TableName: name }));
  for (const QueueUrl of queues) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
});

describe('a call of DynamoDB', () => {
  it('that is throttled is tried again, and succeeds', async () => {
    const { client } = dynamoUnder('throttle', { first: 2 });
    expect((await client.send(put('throttled'))).$metadata.attempts).toBe(3);
    expect(await stored('throttled')).toBeDefined();
  });

  it('that is throttled each time is the exception of the service, and has not happened', async () => {
    const { client } = dynamoUnder('throttle');
    await expect(client.send(put('refused'))).rejects.toBeInstanceOf(ProvisionedThroughputExceededException);
    expect(await stored('refused')).toBeUndefined();
  });

  it.each(['server-error', 'connection-reset'])('that meets a %s is tried again', async (fault) => {
    const { client } = dynamoUnder(fault, { first: 1 });
    expect((await client.send(put(fault))).$metadata.attempts).toBe(2);
    expect(await stored(fault)).toBeDefined();
  });

  it('whose acknowledgement is lost happens twice, though its caller sees one success', async () => {
    const { client, ledger } = dynamoUnder('lost-acknowledgement');
    const add = new UpdateCommand({
      TableName: name,
      Key: { orderId: 'counted' },
      UpdateExpression: 'ADD charges :one',
      ExpressionAttributeValues: { ':one': 1 },
    });
    expect((await client.send(add)).$metadata.attempts).toBe(2);
    expect((await stored('counted'))?.charges).toBe(2);
    expect(ledger).toHaveLength(1);
  });

  it('that is a batch leaves items unwritten, and writes them when they are sent again', async () => {
    const { client, ledger } = dynamoUnder('unprocessed-items', { keys: 'batch-bad-*', first: 1 });
    const ids = ['batch-good-1', 'batch-bad-1', 'batch-good-2', 'batch-bad-2'];
    const writes = keysOf(ids).map((Item) => ({ PutRequest: { Item } }));
    const output = await client.send(new BatchWriteCommand({ RequestItems: { [name]: writes } }));
    expect(output.UnprocessedItems?.[name]).toEqual([writes[1], writes[3]]);
    const written = async () => Promise.all(ids.map(async (id) => (await stored(id)) !== undefined));
    expect(await written()).toEqual([true, false, true, false]);
    expect(ledger.map(({ key }) => key)).toEqual(['batch-bad-1', 'batch-bad-2']);
    const again = await client.send(new BatchWriteCommand({ RequestItems: output.UnprocessedItems }));
    expect(again.UnprocessedItems ?? {}).toEqual({});
    expect(await written()).toEqual([true, true, true, true]);
  });

  it('that reads a batch leaves keys unread', async () => {
    await dynamo.send(put('read-good'));
    await dynamo.send(put('read-bad'));
    const { client } = dynamoUnder('unprocessed-items', { keys: 'read-bad' });
    const RequestItems = { [name]: { Keys: keysOf(['read-good', 'read-bad']) } };
    const output = await client.send(new BatchGetCommand({ RequestItems }));
    expect(output.Responses?.[name]).toMatchObject([{ orderId: 'read-good' }]);
    expect(output.UnprocessedKeys).toEqual({ [name]: { Keys: keysOf(['read-bad']) } });
  });

  it('that is a transaction is cancelled with reasons, writes nothing, and may be tried again by the caller', async () => {
    const { client } = dynamoUnder('transaction-canceled', { first: 1 });
    const TransactItems = keysOf(['together-1', 'together-2']).map((Item) => ({ Put: { TableName: name, Item } }));
    const thrown = await client.send(new TransactWriteCommand({ TransactItems })).catch((error) => error);
    expect(thrown).toBeInstanceOf(TransactionCanceledException);
    const codes = thrown.CancellationReasons.map(({ Code }: { Code: string }) => Code);
    expect(codes.sort()).toEqual(['None', 'TransactionConflict']);
    expect([await stored('together-1'), await stored('together-2')]).toEqual([undefined, undefined]);
    await client.send(new TransactWriteCommand({ TransactItems }));
    expect(await stored('together-2')).toBeDefined();
  });

  it('that reads without consistency sees the past, and with it the present', async () => {
    const { client, clock } = dynamoUnder('stale-read', { parameters: { maxStalenessMs: 1_000 } });
    const version = async (consistent = false) => (await client.send(get('versioned', consistent))).Item?.version;
    await client.send(put('versioned', 1));
    expect(await version()).toBe(1);
    await client.send(put('versioned', 2));
    expect([await version(), await version(true)]).toEqual([1, 2]);
    clock.now += 1_001;
    expect(await version()).toBe(2);
  });

  it('that is cut off does not happen, while another service is reached', async () => {
    const { client, environment } = dynamoUnder('unreachable', { parameters: { how: 'connection-refused' } });
    const thrown = await client.send(put('cut-off')).catch((error) => error);
    expect(thrown.code).toBe('ECONNREFUSED');
    expect(thrown.$metadata.attempts).toBeGreaterThan(1);
    expect(await stored('cut-off')).toBeUndefined();
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `${name}-reached` }));
    queues.push(QueueUrl);
    const reached = withChaos(new SQSClient({}), environment);
    await reached.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    expect(await drained(QueueUrl)).toHaveLength(1);
  });

  it('that is answered late has happened when its caller has no more patience', async () => {
    const chaos = underRules([
      ruleOf('call-delay', { target, first: 1, parameters: { delayMs: 9_000, when: 'after' } }),
    ]);
    const requestHandler = { requestTimeout: 5_000, throwOnRequestTimeout: true };
    const slow = withChaos(new DynamoDBClient({ requestHandler, maxAttempts: 1 }), chaos.environment);
    const sent = DynamoDBDocumentClient.from(slow).send(put('late'));
    await expect(sent).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await stored('late')).toBeDefined();
  });
});

describe('a call of SQS', () => {
  it('that is throttled is tried again, and sends once', async () => {
    const { client, QueueUrl } = await sqsUnder('throttle', { first: 1 });
    const output = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'once' }));
    expect(output.$metadata.attempts).toBe(2);
    expect(await drained(QueueUrl)).toHaveLength(1);
  });

  it('whose acknowledgement is lost sends its message twice', async () => {
    const { client, QueueUrl } = await sqsUnder('lost-acknowledgement', { parameters: { instead: 'server-error' } });
    const output = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'twice' }));
    expect(output.$metadata.attempts).toBe(2);
    expect((await drained(QueueUrl)).map(({ Body }) => Body)).toEqual(['twice', 'twice']);
  });

  it('that is a batch sends and deletes what did not fail, and nothing else', async () => {
    const { client, QueueUrl } = await sqsUnder('batch-entry-failures', { keys: 'bad-*' });
    const Entries = ['good-1', 'bad-1', 'good-2'].map((orderId, n) => ({
      Id: `entry-${n}`,
      MessageBody: JSON.stringify({ orderId }),
    }));
    const output = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(output.Successful?.map(({ Id }) => Id)).toEqual(['entry-0', 'entry-2']);
    expect(output.Failed).toMatchObject([{ Id: 'entry-1', Code: 'InternalError', SenderFault: false }]);
    const arrived = await drained(QueueUrl);
    expect(arrived.map(({ Body }) => JSON.parse(Body).orderId).sort()).toEqual(['good-1', 'good-2']);
    const deletes = arrived.map(({ ReceiptHandle }, n) => ({ Id: n === 0 ? 'bad-0' : 'good', ReceiptHandle }));
    const deleted = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: deletes }));
    expect([deleted.Successful?.map(({ Id }) => Id), deleted.Failed?.map(({ Id }) => Id)]).toEqual([
      ['good'],
      ['bad-0'],
    ]);
  });
});
