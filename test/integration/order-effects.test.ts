import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { openEffectLog } from '../../functions/orders/handlers/effects/effect-log.ts';
import { inventory } from '../../functions/orders/handlers/inventory/reservation.ts';
import { type Order, orderOf } from '../../functions/orders/handlers/order.ts';
import { chargeStep, orderSaga, reserveStep } from '../../functions/orders/handlers/orders/order-saga.ts';
import { payments } from '../../functions/orders/handlers/payments/payment.ts';
import { openProvider } from '../../functions/orders/handlers/payments/provider.ts';
import { shipping } from '../../functions/orders/handlers/shipping/shipment.ts';
import { retryTransient } from '../../functions/shared/aws/retry.ts';
import { openSagaStore } from '../../functions/shared/saga/saga-store.ts';
import { next, start } from '../../functions/shared/saga/transition.ts';

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});
const provider = openProvider(dynamo, 'orders-provider-ledger');
const charges = openEffectLog(dynamo, 'orders-payments');
const payment = payments(charges, provider);
const reservations = openEffectLog(dynamo, 'orders-reservations');
const reservation = inventory(reservations, 'orders-stock');
const shipment = shipping(openEffectLog(dynamo, 'orders-shipments'));

const patient = <Result>(work: () => Promise<Result>) => retryTransient(work, () => 10_000);

function order(changes: Partial<Order> = {}): Order {
  const items = [{ sku: 'SKU-1', quantity: 1, unitPriceCents: 500 }];
  return { ...orderOf(randomUUID(), { customer: 'c', items, card: 'tok_ok', address: { country: 'DE' } }), ...changes };
}

async function stocked(available: number): Promise<string> {
  const sku = `SKU-${randomUUID()}`;
  await dynamo.send(new PutCommand({ TableName: 'orders-stock', Item: { sku, available, initial: available } }));
  return sku;
}

async function item(TableName: string, Key: Record<string, string>): Promise<Record<string, unknown> | undefined> {
  return (await dynamo.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
}

const available = async (sku: string) => (await item('orders-stock', { sku }))?.available;

describe('inventory', () => {
  it('reserves and releases once, however often it is told', async () => {
    const sku = await stocked(10);
    const wanted = order({ items: [3, 1].map((quantity) => ({ sku, quantity, unitPriceCents: 1 })) });
    const first = await reservation.do(wanted);
    expect(first).toMatchObject({ outcome: 'done', items: [{ sku, quantity: 4 }] });
    expect(await reservation.do(wanted)).toEqual(first);
    expect(await available(sku)).toBe(6);
    const released = await reservation.undo(wanted);
    expect(await reservation.undo(wanted)).toEqual(released);
    expect(await available(sku)).toBe(10);
  });

  it('refuses what is not there and changes no stock then', async () => {
    const sku = await stocked(2);
    const lines = [sku, 'SKU-NONE'].map((one) => ({ sku: one, quantity: 1, unitPriceCents: 1 }));
    const unknown = await reservation.do(order({ items: lines }));
    expect(unknown).toMatchObject({ outcome: 'refused', reason: 'out-of-stock' });
    const tooMuch = order({ items: [{ sku, quantity: 3, unitPriceCents: 1 }] });
    const refused = await reservation.do(tooMuch);
    expect(refused).toMatchObject({ outcome: 'refused', reason: 'out-of-stock' });
    expect(await reservation.do(tooMuch)).toEqual(refused);
    expect(await available(sku)).toBe(2);
  });

  it('refuses a reservation that comes after its release', async () => {
    const sku = await stocked(5);
    const late = order({ items: [{ sku, quantity: 1, unitPriceCents: 1 }] });
    expect(await reservation.undo(late)).toMatchObject({ effect: reserveStep.undo, outcome: 'done', items: [] });
    expect(await reservation.do(late)).toMatchObject({ outcome: 'refused', reason: 'undone-before-done' });
    expect(await available(sku)).toBe(5);
  });

  it('sells the last pieces once under contention', async () => {
    const sku = await stocked(5);
    const orders = Array.from({ length: 8 }, () => order({ items: [{ sku, quantity: 1, unitPriceCents: 1 }] }));
    const records = await Promise.all([...orders, ...orders].map((one) => patient(() => reservation.do(one))));
    const outcomes = new Map(records.map(({ orderId, outcome }) => [orderId, outcome]));
    expect([...outcomes.values()].filter((outcome) => outcome === 'done')).toHaveLength(5);
    expect(records.every(({ orderId, outcome }) => outcomes.get(orderId) === outcome)).toBe(true);
    expect(await available(sku)).toBe(0);
  });
});

describe('payments', () => {
  it('charges and refunds once at the provider', async () => {
    const paid = order();
    const records = await Promise.all([payment.do(paid), payment.do(paid)]);
    expect(records[0]).toEqual(records[1]);
    expect(await payment.do(paid)).toEqual(records[0]);
    await payment.undo(paid);
    await payment.undo(paid);
    const { orderId } = paid;
    expect(await item('orders-provider-ledger', { entryId: `${orderId}#charge` })).toMatchObject({
      amountCents: 500,
    });
    expect(await item('orders-provider-ledger', { entryId: `${orderId}#refund` })).toMatchObject({
      amountCents: 500,
    });
  });

  it('records what the provider booked, if it died in between', async () => {
    const paid = order();
    await provider.charge(`${paid.orderId}#charge`, paid.orderId, paid.totalCents, paid.card);
    expect(await payment.do(paid)).toMatchObject({ effect: chargeStep.do, outcome: 'done', amountCents: 500 });
  });

  it('declines a card, and a charge that comes after its refund', async () => {
    expect(await payment.do(order({ card: 'tok_declined' }))).toMatchObject({ outcome: 'refused', amountCents: 0 });
    const late = order();
    expect(await payment.undo(late)).toMatchObject({ effect: chargeStep.undo, amountCents: 0 });
    expect(await payment.do(late)).toMatchObject({ outcome: 'refused' });
  });
});

describe('shipping', () => {
  it('creates, cancels and refuses', async () => {
    const sent = order();
    expect(await shipment.do(sent)).toMatchObject({ effect: 'create', outcome: 'done' });
    expect(await shipment.undo(sent)).toMatchObject({ effect: 'cancel', outcome: 'done' });
    const nowhere = order({ address: { country: 'ZZ' } });
    expect(await shipment.do(nowhere)).toMatchObject({ outcome: 'refused', reason: 'invalid-address' });
    expect(await shipment.undo(nowhere)).toMatchObject({ effect: 'cancel', outcome: 'done' });
  });
});

describe('the saga store', () => {
  const store = openSagaStore<object>(dynamo, 'orders-sagas');

  it('writes a version once and answers what it found instead', async () => {
    const { saga } = start(orderSaga, randomUUID(), {}, Date.now());
    await dynamo.send(new PutCommand(store.creationOf(saga).Put as never));
    const event = { type: 'reply', at: Date.now(), step: 'charge', action: 'do' } as const;
    const done = next(orderSaga, saga, { ...event, outcome: 'done' }).saga;
    const refused = next(orderSaga, saga, { ...event, outcome: 'refused', reason: 'no' }).saga;
    expect(await store.replace(done)).toBeUndefined();
    expect(await store.replace(done)).toEqual(done);
    expect(await store.replace(refused)).toEqual(done);
    expect(await store.load(saga.id)).toEqual(done);
    await dynamo.send(new DeleteCommand({ TableName: 'orders-sagas', Key: { id: saga.id } }));
  });
});
