import { randomUUID } from 'node:crypto';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Problem } from '../../../shared/http/problem.ts';
import type { Saga } from '../../../shared/saga/saga.ts';
import type { SagaStore } from '../../../shared/saga/saga-store.ts';
import { start } from '../../../shared/saga/transition.ts';
import type { Order, OrderRequest } from '../order.ts';
import { orderOf } from '../order.ts';
import { orderSaga } from './order-saga.ts';
import { claimKey, type RequestRecord, requestRecord } from './requests.ts';

/** Where placing an order writes to. */
export interface OrderBook {
  readonly dynamo: DynamoDBDocumentClient;
  readonly requestsTable: string;
  readonly store: SagaStore<Order>;
}

/**
 * Creates the request's record and the order's saga in one transaction, or finds the saga that an earlier request with
 * the same key created.
 *
 * @throws Problem 422 if the key was used for another order.
 */
export async function placeOrder(
  { dynamo, requestsTable, store }: OrderBook,
  key: string,
  request: OrderRequest,
  newOrderId: string,
): Promise<{ saga: Saga<Order>; repeated: boolean }> {
  const now = Date.now();
  const record = requestRecord(key, request, newOrderId, now);
  const { saga } = start(orderSaga, newOrderId, orderOf(newOrderId, request), now);
  const writes = [claimKey(requestsTable, record), store.creationOf(saga)];
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems: writes }));
    return { saga, repeated: false };
  } catch (error) {
    const owner = ownerOfKey(error);
    if (!owner && isTaken(error)) return placeOrder({ dynamo, requestsTable, store }, key, request, randomUUID());
    if (!owner) throw error;
    if (owner.bodySha256 !== record.bodySha256) {
      throw new Problem(
        422,
        'idempotency-key-reused',
        'This Idempotency-Key was used for another order: take a new one.',
      );
    }
    const earlier = await store.load(owner.orderId);
    if (!earlier) throw new Error(`The request "${key}" belongs to order ${owner.orderId}, which has no saga.`);
    return { saga: earlier, repeated: true };
  }
}

/** The key is free, its record having expired, but the order that it once placed still has the id. */
function isTaken(error: unknown): boolean {
  return (
    error instanceof TransactionCanceledException && error.CancellationReasons?.[1]?.Code === 'ConditionalCheckFailed'
  );
}

function ownerOfKey(error: unknown): RequestRecord | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const [claim] = error.CancellationReasons ?? [];
  return claim?.Code === 'ConditionalCheckFailed' && claim.Item ? (unmarshall(claim.Item) as RequestRecord) : undefined;
}
