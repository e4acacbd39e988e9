import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../experiment/probes/ask.ts';
import type { ProbeContext } from '../../experiment/probes/probe.ts';
import { openObserver } from '../../experiment/system/observed.ts';
import { findOrderSystem } from '../../experiment/system/order-system.ts';
import { type Clients, openClients } from '../../kernel/clients.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { eventually, queueUrl } from './order-system-client.ts';

const cloud = localstackCloud(process.env.AWS_ENDPOINT_URL ?? '');

describe('probes of the deployed system', () => {
  let clients: Clients;
  let context: ProbeContext;
  beforeAll(async () => {
    clients = openClients(cloud);
    const system = await findOrderSystem(cloud);
    const observer = await openObserver(clients, system);
    context = { cloud, system, observer, clients, customers: { waits: () => [] }, now: Date.now };
  });
  afterAll(() => clients.destroy());

  const number = async (provider: Parameters<typeof ask>[0]) => Number(await ask(provider, context));

  it('count the items of a table', async () => {
    const provider = { type: 'table-count', table: 'faultline-stock' } as const;
    const before = await number(provider);
    const key = { sku: { S: `SKU-${randomUUID()}` } };
    await clients.dynamo.send(new PutItemCommand({ TableName: provider.table, Item: key }));
    expect(await number(provider)).toBe(before + 1);
    await clients.dynamo.send(new DeleteItemCommand({ TableName: provider.table, Key: key }));
    expect(await number(provider)).toBe(before);
  });

  it('tell the age of the oldest open saga', async () => {
    const id = randomUUID();
    const began = Date.now() - 86_400_000;
    const Item = {
      id: { S: id },
      open: { S: 'open' },
      createdAt: { N: String(began) },
      // Not without progress: the sweeper would take it for an order.
      updatedAt: { N: String(Date.now() + 600_000) },
    };
    await clients.dynamo.send(new PutItemCommand({ TableName: 'faultline-sagas', Item }));
    const aged = async () => ((await number({ type: 'saga-age' })) >= 86_400 ? true : undefined);
    expect(await eventually('the age', aged)).toBe(true);
    expect(await number({ type: 'open-sagas' })).toBeGreaterThanOrEqual(1);
    await clients.dynamo.send(new DeleteItemCommand({ TableName: 'faultline-sagas', Key: { id: { S: id } } }));
    expect(await number({ type: 'saga-age' })).toBeLessThan(86_400);
  });

  it('count the messages of one queue and of all dead-letter queues', async () => {
    const QueueUrl = await queueUrl('faultline-shipping-dlq');
    const one = { type: 'queue-depth', queues: ['faultline-shipping-dlq'] } as const;
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
