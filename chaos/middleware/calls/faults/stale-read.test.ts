import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { withChaos } from '../../sdk-plugin.ts';
import { serviceOfEachTest } from '../testing/stub-service.ts';
import { ruleOf, underRules } from '../testing/under-rules.ts';

const get = (id: string, ConsistentRead?: boolean) =>
  new GetItemCommand({
    TableName: 't',
    Key: { orderId: { S: id } },
    ...(ConsistentRead !== undefined && { ConsistentRead }),
  });

describe('a stale read', () => {
  let version: number;
  beforeEach(() => {
    version = 0;
  });
  const service = serviceOfEachTest(({ operation }) => {
    version += 1;
    const item = { version: { N: String(version) } };
    if (operation === 'Query') return { Items: [item], Count: 1 };
    return operation === 'BatchGetItem' ? { Responses: { t: [item] } } : { Item: item };
  });

  const open = (changes: Readonly<Record<string, unknown>> = {}) => {
    const chaos = underRules([ruleOf('stale-read', changes)]);
    return { ...chaos, client: withChaos(new DynamoDBClient(service.config), chaos.environment) };
  };

  it('sees what was read before, as long as the staleness allows', async () => {
    const { client, clock, ledger } = open({ parameters: { maxStalenessMs: 1_000 } });
    const read = async () => (await client.send(get('order-1'))).Item?.version?.N;
    expect(await read()).toBe('1');
    clock.now += 1_000;
    expect(await read()).toBe('1');
    clock.now += 1;
    expect(await read()).toBe('2');
    expect(ledger).toMatchObject([{ fault: 'stale-read', key: 'order-1', attempt: 2 }]);
  });

  it('never is a consistent one, nor one of another item', async () => {
    const { client, ledger } = open();
    for (const read of [get('order-1', true), get('order-1', true), get('order-1'), get('order-2')])
      await client.send(read);
    expect(service.arrivals).toHaveLength(4);
    expect(ledger).toEqual([]);
  });

  it('may be a query or a batch, through a document client too, but not a consistent batch', async () => {
    const { client, ledger } = open();
    const query = new QueryCommand({ TableName: 't', KeyConditionExpression: 'orderId = :o' });
    expect(await client.send(query)).toMatchObject({ Items: [{ version: { N: '1' } }] });
    expect(await client.send(query)).toMatchObject({ Items: [{ version: { N: '1' } }] });
    const documents = DynamoDBDocumentClient.from(client);
    const batch = (ConsistentRead: boolean) =>
      new BatchGetCommand({ RequestItems: { t: { Keys: [{ orderId: 'order-1' }], ConsistentRead } } });
    expect((await documents.send(batch(false))).Responses).toEqual({ t: [{ version: 2 }] });
    expect((await documents.send(batch(false))).Responses).toEqual({ t: [{ version: 2 }] });
    expect((await documents.send(batch(true))).Responses).toEqual({ t: [{ version: 3 }] });
    expect(ledger).toHaveLength(2);
  });

  it('is no other environment’s past, and no write is touched', async () => {
    const first = open();
    await first.client.send(get('order-1'));
    const second = open();
    expect((await second.client.send(get('order-1'))).Item?.version?.N).toBe('2');
    await first.client.send(new PutItemCommand({ TableName: 't', Item: {} }));
    expect([...first.ledger, ...second.ledger]).toEqual([]);
  });
});
