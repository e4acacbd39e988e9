import { randomUUID } from 'node:crypto';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type OrderRequest, orderOf } from '../../functions/orders/handlers/order.ts';
import { orderSaga } from '../../functions/orders/handlers/orders/order-saga.ts';
import type { Saga } from '../../functions/shared/saga/saga.ts';
import { pendingCommand, start } from '../../functions/shared/saga/transition.ts';
import { dynamo, effectsOf, eventually, final, get, invoke, post, queueUrl, sqs } from './order-system-client.ts';

const SKU = `SKU-${randomUUID()}`;
const STOCK = 1_000;

function request(changes: Partial<OrderRequest> = {}): OrderRequest {
  const items = [{ sku: SKU, quantity: 2, unitPriceCents: 1_250 }];
  return { customer: randomUUID(), items, card: 'tok_ok', address: { country: 'DE', city: 'Ulm' }, ...changes };
}

async function available(): Promise<number> {
  const read = new GetCommand({ TableName: 'orders-stock', Key: { sku: SKU }, ConsistentRead: true });
  return (await dynamo.send(read)).Item?.available as number;
}

/** Stores a saga whose command was never sent, last touched when the epoch began. */
async function forgotten(changes: Partial<Saga> = {}): Promise<Saga> {
  const id = randomUUID();
  const saga = { ...start(orderSaga, id, orderOf(id, request()), 1_000).saga, ...changes };
  await dynamo.send(new PutCommand({ TableName: 'orders-sagas', Item: saga }));
  return saga;
}

beforeAll(async () => {
  const Item = { sku: SKU, initial: STOCK, available: STOCK };
  await dynamo.send(new PutCommand({ TableName: 'orders-stock', Item }));
});

describe('POST /orders', () => {
  it('refuses what is not an order, and says why', async () => {
    expect(await post(request(), null)).toMatchObject({ status: 400, body: { error: 'idempotency-key-missing' } });
    expect(await post('{"customer":')).toMatchObject({ status: 400, body: { error: 'json-malformed' } });
    const negative = await post(request({ items: [{ sku: SKU, quantity: -1, unitPriceCents: 1 }] }));
    expect(negative).toMatchObject({ status: 400, body: { error: 'order-invalid' } });
    expect(negative.body.details?.join()).toContain('items.0.quantity');
    expect(await post('x'.repeat(20_000))).toMatchObject({ status: 413, body: { error: 'body-too-large' } });
  });

  it('answers a repeated key alike, and refuses it for another body', async () => {
    const [order, key] = [request(), randomUUID()];
    const first = await post(order, key);
    expect(first).toEqual({ status: 202, body: { orderId: expect.any(String), status: 'running' } });
    expect(await post(order, key)).toEqual(first);
    expect(await post(request(), key)).toMatchObject({ status: 422, body: { error: 'idempotency-key-reused' } });
    await final(first.body.orderId);
    expect(await post(order, key)).toEqual(first);
  });

  it('places one order for ten requests at once with the same key', async () => {
    const [order, key] = [request(), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(order, key)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.orderId}`)).size).toBe(1);
    const scan = new ScanCommand({
      TableName: 'orders-sagas',
      FilterExpression: 'payload.customer = :customer',
      ExpressionAttributeValues: { ':customer': order.customer },
    });
    expect((await dynamo.send(scan)).Items).toHaveLength(1);
    await final(answers[0]?.body.orderId ?? '');
  });
});

describe('an order', () => {
  it('is unknown until it is placed', async () => {
    expect(await get('nobody')).toMatchObject({ status: 404, body: { error: 'order-unknown' } });
  });

  it('is confirmed after charge, reservation and shipment', async () => {
    const { body } = await post(request());
    expect(await final(body.orderId)).toMatchObject({ status: 'confirmed', version: 4 });
    expect(await effectsOf(body.orderId)).toEqual(['charge', 'reserve', 'create']);
  });

  it.each([
    ['card-declined', { card: 'tok_declined' }, ['charge refused']],
    [
      'out-of-stock',
      { items: [{ sku: 'SKU-NONE', quantity: 1, unitPriceCents: 100 }] },
      ['charge', 'reserve refused', 'refund'],
    ],
    ['invalid-address', { address: { country: 'ZZ' } }, ['charge', 'reserve', 'create refused', 'release', 'refund']],
  ])('is cancelled for %s, its completed steps undone in reverse order', async (reason, changes, effects) => {
    const { body } = await post(request(changes as Partial<OrderRequest>));
    expect(await final(body.orderId)).toMatchObject({ status: 'cancelled', reason });
    expect(await effectsOf(body.orderId)).toEqual(effects);
  });

  it('does nothing twice when its commands come again', async () => {
    const { body } = await post(request());
    const confirmed = await final(body.orderId);
    const before = await available();
    const read = new GetCommand({ TableName: 'orders-sagas', Key: { id: body.orderId }, ConsistentRead: true });
    const saga = (await dynamo.send(read)).Item as Saga;
    for (const { name, queue } of orderSaga.steps) {
      const command = pendingCommand({ ...saga, step: name, action: 'do' });
      const message = { QueueUrl: await queueUrl(`orders-${queue}`), MessageBody: JSON.stringify(command) };
      await Promise.all([1, 2, 3].map(() => sqs.send(new SendMessageCommand(message))));
    }
    const marker = await post(request());
    await final(marker.body.orderId);
    expect(await get(body.orderId)).toEqual({ status: 200, body: confirmed });
    expect(await effectsOf(body.orderId)).toEqual(['charge', 'reserve', 'create']);
    expect(await available()).toBe(before - 2);
  });
});

describe('the sweeper', () => {
  it('sends the command of a forgotten saga again, and parks one that never answers', async () => {
    const lost = await forgotten();
    const hopeless = await forgotten({ resends: 5 });
    const [swept] = await Promise.all([invoke('orders-sweeper', {}), invoke('orders-sweeper', {})]);
    expect(swept.answer).toMatchObject({ failed: 0, complete: true });
    expect((await final(lost.id)).log?.map(({ event }) => event)).toEqual([
      'started',
      'resent',
      'step-done',
      'step-done',
      'step-done',
      'confirmed',
    ]);
    expect((await get(hopeless.id)).body).toMatchObject({ status: 'running', version: 2 });
    await invoke('orders-sweeper', { redrive: true });
    expect((await final(hopeless.id)).log?.slice(0, 3).map(({ event }) => event)).toEqual([
      'started',
      'parked',
      'unparked',
    ]);
  });
});

describe('poison', () => {
  it('goes to the dead-letter queue after its last receive, and delays nobody', async () => {
    const [url, deadLetters] = await Promise.all([queueUrl('orders-shipping'), queueUrl('orders-shipping-dlq')]);
    const visibility = (seconds: string) =>
      sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: seconds } }));
    await visibility('1');
    try {
      const sent = await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '{"type":"command"}' }));
      const healthy = await post(request());
      expect((await final(healthy.body.orderId)).status).toBe('confirmed');
      const dead = await eventually('the poison in the dead-letter queue', async () => {
        const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl: deadLetters, MaxNumberOfMessages: 10 }));
        return received.Messages?.find(({ MessageId }) => MessageId === sent.MessageId);
      });
      await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetters, ReceiptHandle: dead.ReceiptHandle }));
    } finally {
      await visibility('30');
    }
  });
});
