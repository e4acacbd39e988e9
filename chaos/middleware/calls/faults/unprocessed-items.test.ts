import { createHash } from 'node:crypto';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { withChaos } from '../../sdk-plugin.ts';
import { type Arrival, serviceOfEachTest } from '../testing/stub-service.ts';
import { ruleOf, underRules } from '../testing/under-rules.ts';

const never: Arrival = { operation: '', body: {}, text: '', headers: {} };
const writesOf = (...ids: string[]) => ids.map((orderId) => ({ PutRequest: { Item: { orderId: { S: orderId } } } }));

describe('a batch with unprocessed items', () => {
  let answer: object;
  beforeEach(() => {
    answer = {};
  });
  const service = serviceOfEachTest(() => answer);

  const open = (changes: Readonly<Record<string, unknown>>) => {
    const chaos = underRules([ruleOf('unprocessed-items', changes)]);
    return {
      ...chaos,
      client: withChaos(new DynamoDBClient({ ...service.config, maxAttempts: 2 }), chaos.environment),
    };
  };

  it('sends the others only, in one attempt, signed for what is sent', async () => {
    const { client, ledger } = open({ keys: 'bad-*' });
    const RequestItems = { t: writesOf('good-1', 'bad-1', 'good-2', 'bad-2') };
    const output = await client.send(new BatchWriteItemCommand({ RequestItems }));
    expect(output.UnprocessedItems).toEqual({ t: writesOf('bad-1', 'bad-2') });
    expect(output.$metadata.attempts).toBe(1);
    expect(service.arrivals.map(({ body }) => body)).toEqual([{ RequestItems: { t: writesOf('good-1', 'good-2') } }]);
    const [{ headers, text } = never] = service.arrivals;
    expect(headers['x-amz-content-sha256']).toBe(createHash('sha256').update(text).digest('hex'));
    expect(headers.authorization).toContain('content-length');
    expect(ledger.map(({ key, attempt }) => [key, attempt])).toEqual([
      ['bad-1', 1],
      ['bad-2', 1],
    ]);
  });

  it('comes through when the caller sends again what was left', async () => {
    const { client } = open({ first: 1, keys: 'bad-*' });
    const first = await client.send(new BatchWriteItemCommand({ RequestItems: { t: writesOf('good-1', 'bad-1') } }));
    const second = await client.send(new BatchWriteItemCommand({ RequestItems: first.UnprocessedItems }));
    expect(second.UnprocessedItems).toBeUndefined();
    expect(service.arrivals.map(({ body }) => body.RequestItems)).toEqual([
      { t: writesOf('good-1') },
      { t: writesOf('bad-1') },
    ]);
  });

  it('is refused as a whole when nothing is left to send, and the SDK tries that again', async () => {
    const { client } = open({});
    const whole = client.send(new BatchWriteItemCommand({ RequestItems: { t: writesOf('a', 'b') } }));
    await expect(whole).rejects.toBeInstanceOf(ProvisionedThroughputExceededException);
    await expect(whole).rejects.toMatchObject({ $metadata: { attempts: 2 } });
    expect(service.arrivals).toEqual([]);
  });

  it('spares the tables that are not aimed at, and adds to what DynamoDB leaves itself', async () => {
    const { client } = open({ target: { table: 'u' } });
    answer = { UnprocessedItems: { t: writesOf('left-by-dynamodb') } };
    const RequestItems = { t: writesOf('a'), 'arn:aws:dynamodb:us-east-1:000000000000:table/u': writesOf('b') };
    const output = await client.send(new BatchWriteItemCommand({ RequestItems }));
    expect(output.UnprocessedItems).toEqual({
      t: writesOf('left-by-dynamodb'),
      'arn:aws:dynamodb:us-east-1:000000000000:table/u': writesOf('b'),
    });
    expect(service.arrivals[0]?.body).toEqual({ RequestItems: { t: writesOf('a') } });
  });

  it('may read: keys come back with their options', async () => {
    const { client } = open({ keys: 'bad-*' });
    const keys = (...ids: string[]) => ids.map((orderId) => ({ orderId: { S: orderId } }));
    answer = { Responses: { t: keys('good-1') }, UnprocessedKeys: { t: { Keys: keys('left') } } };
    const options = { ConsistentRead: true, ProjectionExpression: 'orderId' };
    const output = await client.send(
      new BatchGetItemCommand({ RequestItems: { t: { ...options, Keys: keys('good-1', 'bad-1') } } }),
    );
    expect(output.Responses).toEqual({ t: keys('good-1') });
    expect(output.UnprocessedKeys).toEqual({ t: { ...options, Keys: keys('left', 'bad-1') } });
    expect(service.arrivals[0]?.body).toEqual({ RequestItems: { t: { ...options, Keys: keys('good-1') } } });
  });

  it('goes through a document client, and touches no other operation', async () => {
    const { client } = open({ keys: 'bad-*' });
    const documents = DynamoDBDocumentClient.from(client);
    const writes = ['good-1', 'bad-1'].map((orderId) => ({ PutRequest: { Item: { orderId } } }));
    const output = await documents.send(new BatchWriteCommand({ RequestItems: { t: writes } }));
    expect(output.UnprocessedItems).toEqual({ t: writes.slice(1) });
    await client.send(new PutItemCommand({ TableName: 't', Item: { orderId: { S: 'bad-1' } } }));
    expect(service.arrivals).toHaveLength(2);
  });

  it('is one of a single order, too: its items differ by their order', async () => {
    const { client, environment } = open({ percentage: 50 });
    environment.invocation = { ...environment.invocation, deliveries: [{ key: 'order-1', delivery: 1 }] };
    const items = Array.from({ length: 20 }, (_, n) => ({ PutRequest: { Item: { n: { N: String(n) } } } }));
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { t: items } }));
    expect(UnprocessedItems?.t?.length).toBeGreaterThan(3);
    expect(UnprocessedItems?.t?.length).toBeLessThan(17);
  });
});
