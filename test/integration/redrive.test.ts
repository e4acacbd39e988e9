import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { redrive } from '../../cli/run/redrive.ts';
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
});
