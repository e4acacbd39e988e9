import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { EffectRecord } from '../../functions/orders/handlers/effects/effect-record.ts';
import type { Saga } from '../../functions/shared/saga/saga.ts';
import { findDeployed } from '../../infra/deployed.ts';
import { localstackCloud } from '../../kernel/cloud.ts';
import { waitUntil } from '../../kernel/wait-until.ts';
import type { Deployed } from '../../system/deployed.ts';

const cloud = localstackCloud(process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566');

export const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
export const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
/** Throttling must be seen, so it never retries. */
export const lambda = new LambdaClient({ maxAttempts: 1 });

/** What the REST API answered. */
export interface Answer {
  readonly status: number;
  readonly body: { orderId: string; error?: string; details?: string[] } & Partial<Saga>;
}

let found: Promise<Deployed> | undefined;

/** What is deployed of the order system. */
export function orderSystem(): Promise<Deployed> {
  found ??= findDeployed(cloud, 'orders');
  return found;
}

async function request(path: string, init: RequestInit = {}): Promise<Answer> {
  const { addresses } = await orderSystem();
  const response = await fetch(`${addresses[0]}/orders${path}`, init);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** POST /orders; a key of `null` sends none. */
export function post(body: unknown, key: string | null = randomUUID()): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(key !== null && { 'idempotency-key': key }) };
  return request('', { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

/** GET /orders/{id}. */
export function get(orderId: string): Promise<Answer> {
  return request(`/${orderId}`);
}

/** Waits for a condition, at most half a minute. */
export async function eventually<Found>(what: string, ask: () => Promise<Found | undefined>): Promise<Found> {
  const found = await waitUntil(ask, { deadlineMs: 120_000, everyMs: 200 });
  if (found === undefined) throw new Error(`Waited 120 s in vain for ${what}.`);
  return found;
}

/** The order once its saga is final. */
export function final(orderId: string): Promise<Answer['body']> {
  return eventually(`order ${orderId} to be final`, async () => {
    const { body } = await get(orderId);
    return body.status === 'confirmed' || body.status === 'cancelled' ? body : undefined;
  });
}

/** What the services did for an order, in the order of time. */
export async function effectsOf(orderId: string): Promise<string[]> {
  const records = await Promise.all(
    ['orders-payments', 'orders-reservations', 'orders-shipments'].map(async (TableName) => {
      const query = {
        TableName,
        KeyConditionExpression: 'orderId = :id',
        ExpressionAttributeValues: { ':id': orderId },
      };
      return ((await dynamo.send(new QueryCommand({ ...query, ConsistentRead: true }))).Items ?? []) as EffectRecord[];
    }),
  );
  const told = records.flat().sort((a, b) => a.at - b.at);
  return told.map(({ effect, outcome }) => (outcome === 'done' ? effect : `${effect} refused`));
}

/** Invokes a function by hand: its answer, the kind of error if it failed, and the last 4 KB of its log. */
export async function invoke(FunctionName: string, event: unknown) {
  const from = performance.now();
  const { FunctionError, LogResult, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail' }),
  );
  return {
    answer: JSON.parse(Payload?.transformToString() || 'null'),
    error: FunctionError,
    log: Buffer.from(LogResult ?? '', 'base64').toString('utf8'),
    tookMs: performance.now() - from,
  };
}

export async function queueUrl(QueueName: string): Promise<string> {
  return (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
}
