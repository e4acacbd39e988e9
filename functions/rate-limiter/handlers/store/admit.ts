import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../../../shared/http/problem.ts';
import type { Call } from '../call.ts';
import { decide } from '../limits/decide.ts';
import type { Limit } from '../limits/limit.ts';
import { type AdmissionTables, admissionOf, type MeteredCall } from './admission.ts';
import { type Bucket, bucketOf } from './bucket.ts';

/** What became of a call. */
export type Outcome =
  | { readonly admitted: true; readonly repeated: boolean; readonly remaining?: number }
  | { readonly admitted: false; readonly retryAfterMs: number };

const LONGEST_PAUSE_MS = 40;

/**
 * Decides about a call and counts it. Whoever was overtaken between reading and writing decides anew, so that two calls never
 * take the same token; who asks again for a call that was admitted is told so, and takes no second one.
 *
 * @throws Problem 422 if the id of the call was used for a call of another kind.
 */
export async function admit(
  dynamo: DynamoDBDocumentClient,
  tables: AdmissionTables,
  call: Call,
  limit: Limit,
): Promise<Outcome> {
  const bucket = bucketOf(call);
  for (;;) {
    const [metered, known] = await Promise.all([
      load<MeteredCall>(dynamo, tables.meter, { callId: call.callId }),
      load<Bucket>(dynamo, tables.buckets, { bucket }),
    ]);
    if (metered !== undefined) return repeated(metered, bucket);
    const now = Date.now();
    const decision = decide(limit, known?.usage, now);
    if (!decision.admitted) return decision;
    const next = { bucket, version: (known?.version ?? 0) + 1, usage: decision.state };
    const writes = admissionOf(tables, next, { callId: call.callId, bucket, at: now });
    try {
      await dynamo.send(new TransactWriteCommand({ TransactItems: writes }));
      return { admitted: true, repeated: false, remaining: decision.remaining };
    } catch (error) {
      if (!wasOvertaken(error)) throw error;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

async function load<Item>(dynamo: DynamoDBDocumentClient, table: string, key: object): Promise<Item | undefined> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: { ...key }, ConsistentRead: true }));
  return Item as Item | undefined;
}

function repeated(metered: MeteredCall, bucket: string): Outcome {
  if (metered.bucket === bucket) return { admitted: true, repeated: true };
  const says = 'This Idempotency-Key was used for a call of another tenant or API: take a new one.';
  throw new Problem(422, 'idempotency-key-reused', says);
}

const OVERTAKEN = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);

/** Somebody else wrote the bucket first, or this very call under another request. */
function wasOvertaken(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  return (error.CancellationReasons ?? []).every(({ Code }) => OVERTAKEN.has(Code ?? 'None'));
}
