import { createHash } from 'node:crypto';
import type { TransactItem } from '../../../shared/aws/transact-item.ts';
import type { OrderRequest } from '../order.ts';
import { canonicalJson } from './canonical-json.ts';

/** A request that was accepted: the order that every repetition of it is answered with. */
export interface RequestRecord {
  readonly idempotencyKey: string;
  readonly bodySha256: string;
  readonly orderId: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch seconds: DynamoDB's time to live. */
  readonly expiresAt: number;
}

const KEPT_MS = 24 * 60 * 60 * 1_000;

/** The record of a request; its hash covers what was asked for, not how the JSON was written. */
export function requestRecord(
  idempotencyKey: string,
  request: OrderRequest,
  orderId: string,
  now: number,
): RequestRecord {
  const bodySha256 = createHash('sha256').update(canonicalJson(request)).digest('hex');
  return { idempotencyKey, bodySha256, orderId, createdAt: now, expiresAt: Math.ceil((now + KEPT_MS) / 1_000) };
}

/** The write that claims the key, or answers its owner. An expired record counts as absent: DynamoDB may keep it for days. */
export function claimKey(table: string, record: RequestRecord): TransactItem {
  return {
    Put: {
      TableName: table,
      Item: record,
      ConditionExpression: 'attribute_not_exists(idempotencyKey) OR expiresAt < :now',
      ExpressionAttributeValues: { ':now': Math.floor(record.createdAt / 1_000) },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}
