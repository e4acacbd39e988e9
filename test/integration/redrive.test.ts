import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { redrive } from '../../experiment/run/redrive.ts';
import { system } from '../../functions/orders/system.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { dynamo, eventually, orderSystem, queueUrl, sqs } from './order-system-client.ts';

describe('redrive', () => {
  it('moves a dead letter back to its queue, where it is processed', async () => {
    const orderId = randomUUID();
    const payload = {
      orderId,
      customer: 'Ada',
      items: [{ sku: 'SKU-1', quantity: 1, unitPriceCents: 100 }],
      totalCents: 100,
      card: 'tok_ok',
      address: { country: 'DE', city: 'Ulm' },
    };
    const command = { type: 'command', sagaId: orderId, sagaVersion: 3, step: 'ship', action: 'do', payload };
    const dlq = await queueUrl('orders-shipping-dlq');
    await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody: JSON.stringify(command) }));

    const moved = await redrive(localstackCloud(process.env.AWS_ENDPOINT_URL ?? ''), system, await orderSystem());

    expect(moved.find(({ queue }) => queue === 'orders-shipping')?.messages).toBeGreaterThanOrEqual(1);
    const read = new GetCommand({ TableName: 'orders-shipments', Key: { orderId, effect: 'create' } });
    const shipment = await eventually('the shipment', async () => (await dynamo.send(read)).Item);
    expect(shipment.outcome).toBe('done');
  });

  it('waits for a dead letter that a receive without an answer hides', async () => {
    const [queue, deadLetterQueue] = [randomUUID(), randomUUID()];
    const create = async (QueueName: string, VisibilityTimeout = '30') =>
      (await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout } }))).QueueUrl ?? '';
    const [to, from] = [await create(queue), await create(deadLetterQueue, '3')];
    try {
      await sqs.send(new SendMessageCommand({ QueueUrl: from, MessageBody: 'hidden' }));
      await eventually(
        'the receive',
        async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl: from }))).Messages,
      );

      const cloud = localstackCloud(process.env.AWS_ENDPOINT_URL ?? '');
      const moved = await redrive(cloud, {}, { redrives: [{ queue, deadLetterQueue }] });

      expect(moved).toEqual([{ queue, messages: 1 }]);
    } finally {
      for (const QueueUrl of [to, from]) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    }
  });

  it('moves dead letters of a FIFO queue in their order and groups, though SQS has seen them there before', async () => {
    const [queue, deadLetterQueue] = [`${randomUUID()}.fifo`, `${randomUUID()}.fifo`];
    const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
    const create = async (QueueName: string) =>
      (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
    const urls = { queue: await create(queue), dead: await create(deadLetterQueue) };
    const receive = async (QueueUrl: string) => {
      const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['MessageGroupId' as const] };
      return (await sqs.send(new ReceiveMessageCommand(asked))).Messages ?? [];
    };
    try {
      for (const MessageBody of ['first', 'second']) {
        for (const QueueUrl of [urls.queue, urls.dead])
          await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: 'a-trip' }));
      }
      for (const { ReceiptHandle } of await receive(urls.queue))
        await sqs.send(new DeleteMessageCommand({ QueueUrl: urls.queue, ReceiptHandle }));

      const moved = await redrive(
        localstackCloud(process.env.AWS_ENDPOINT_URL ?? ''),
        {},
        { redrives: [{ queue, deadLetterQueue }] },
      );

      expect(moved).toEqual([{ queue, messages: 2 }]);
      const back = await receive(urls.queue);
      expect(back.map(({ Body, Attributes: told }) => [Body, told?.MessageGroupId])).toEqual([
        ['first', 'a-trip'],
        ['second', 'a-trip'],
      ]);
    } finally {
      for (const QueueUrl of Object.values(urls)) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    }
  });
});
