import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../experiment/probes/ask.ts';
import type { ProbeContext } from '../../experiment/probes/probe.ts';
import { openObserver } from '../../experiment/watch/observed.ts';
import { type Clients, openClients } from '../../kernel/clients.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { eventually, orderSystem, queueUrl } from './order-system-client.ts';

const cloud = localstackCloud(process.env.AWS_ENDPOINT_URL ?? '');

describe('probes of the deployed system', () => {
  let clients: Clients;
  let context: ProbeContext;
  beforeAll(async () => {
    clients = openClients(cloud);
    const deployed = await orderSystem();
    const observer = await openObserver(clients, deployed);
    context = { cloud, deployed, observer, clients, customers: { waits: () => [] }, now: Date.now };
  });
  afterAll(() => clients.destroy());

  const number = async (provider: Parameters<typeof ask>[0]) => Number(await ask(provider, context));

  it('count the items of a table', async () => {
    const provider = { type: 'table-count', table: 'orders-stock' } as const;
    const before = await number(provider);
    const key = { sku: { S: `SKU-${randomUUID()}` } };
    await clients.dynamo.send(new PutItemCommand({ TableName: provider.table, Item: key }));
    expect(await number(provider)).toBe(before + 1);
    await clients.dynamo.send(new DeleteItemCommand({ TableName: provider.table, Key: key }));
    expect(await number(provider)).toBe(before);
  });

  it('count the items under a key, and tell the age of the oldest of them', async () => {
    const open = { table: 'orders-sagas', index: 'open-sagas', where: { open: 'open' } };
    const age = { type: 'item-age', ...open, since: 'createdAt' } as const;
    const id = randomUUID();
    const began = Date.now() - 86_400_000;
    const Item = {
      id: { S: id },
      open: { S: 'open' },
      createdAt: { N: String(began) },
      // Not without progress: the sweeper would take it for an order.
      updatedAt: { N: String(Date.now() + 600_000) },
    };
    await clients.dynamo.send(new PutItemCommand({ TableName: 'orders-sagas', Item }));
    const aged = async () => ((await number(age)) >= 86_400 ? true : undefined);
    expect(await eventually('the age', aged)).toBe(true);
    expect(await number({ type: 'item-count', ...open })).toBeGreaterThanOrEqual(1);
    // The table itself is asked by its own key, and is never late.
    const itself = { type: 'item-count', table: 'orders-sagas', where: { id } } as const;
    expect(await number(itself)).toBe(1);
    await clients.dynamo.send(new DeleteItemCommand({ TableName: 'orders-sagas', Key: { id: { S: id } } }));
    expect(await number(itself)).toBe(0);
    expect(await number(age)).toBeLessThan(86_400);
  });

  it('count the messages of one queue and of all dead-letter queues', async () => {
    const QueueUrl = await queueUrl('orders-shipping-dlq');
    const one = { type: 'queue-depth', queues: ['orders-shipping-dlq'] } as const;
    const before = await number({ ...one, queues: [...one.queues] });
    const all = await number({ type: 'queue-depth', queues: 'dead-letter' });
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    expect(await number({ ...one, queues: [...one.queues] })).toBe(before + 1);
    expect(await number({ type: 'queue-depth', queues: 'dead-letter' })).toBe(all + 1);
    const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 1 }));
    for (const { ReceiptHandle } of Messages)
      await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  });

  it('read status and body of the API', async () => {
    const answer = await ask({ type: 'http', path: '/orders/no-such-order', timeout: 10_000 }, context);
    expect(answer).toMatchObject({ status: 404, body: expect.stringContaining('error') });
  });
});
