import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Limit } from '../../functions/rate-limiter/handlers/limits/limit.ts';
import { findDeployed } from '../../infra/deployed.ts';
import { localstackCloud } from '../../kernel/cloud.ts';

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({}));
let address = '';

beforeAll(async () => {
  const cloud = localstackCloud(process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566');
  [address = ''] = (await findDeployed(cloud, 'rate-limiter')).addresses;
});

/** A tenant of its own with a limit for `search`. */
async function tenantWith(limit: Limit): Promise<string> {
  const tenant = `t-${randomUUID()}`;
  await dynamo.send(new PutCommand({ TableName: 'rate-limiter-limits', Item: { tenant, api: 'search', ...limit } }));
  return tenant;
}

async function ask(tenant: string | null, { api = 'search', key = randomUUID() as string | null } = {}) {
  const headers = { ...(tenant !== null && { 'x-tenant': tenant }), ...(key !== null && { 'idempotency-key': key }) };
  const response = await fetch(`${address}/calls/${api}`, { method: 'POST', headers });
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, retryAfter, body: (await response.json()) as Record<string, unknown> };
}

async function metered(callId: string) {
  return (await dynamo.send(new GetCommand({ TableName: 'rate-limiter-meter', Key: { callId } }))).Item;
}

const hour = 3_600_000;

describe('POST /calls/{api}', () => {
  it.each<Limit>([
    { algorithm: 'token-bucket', calls: 1, windowMs: hour, burst: 3 },
    { algorithm: 'sliding-window', calls: 3, windowMs: hour },
  ])('lets a $algorithm have what it holds and no more, however many ask at once', async (limit) => {
    const tenant = await tenantWith(limit);
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(tenant)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(9);
    for (const { retryAfter, body } of refused) {
      const { retryAfterMs } = body as { readonly retryAfterMs: number };
      expect(body).toMatchObject({ error: 'rate-limited', tenant, api: 'search', admitted: false });
      expect(body.message).toContain(`ask again in ${retryAfterMs} ms`);
      expect(Number(retryAfter)).toBe(Math.ceil(retryAfterMs / 1_000));
      expect(retryAfterMs).toBeGreaterThan(hour - 60_000);
      expect(await metered(body.callId as string)).toBeUndefined();
    }
  });

  it('counts a call once, however often and however much at once it is asked for', async () => {
    const tenant = await tenantWith({ algorithm: 'sliding-window', calls: 2, windowMs: hour });
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(tenant, { key })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.filter(({ body }) => body.repeated === false)).toHaveLength(1);
    expect(await metered(key)).toMatchObject({ callId: key, bucket: `${tenant}/search` });
    expect(await ask(tenant)).toMatchObject({ status: 200, body: { remaining: 0 } });
    expect(await ask(tenant, { key })).toMatchObject({ status: 200, body: { repeated: true } });
    expect(await ask(tenant)).toMatchObject({ status: 429 });
  });

  it('refuses what is malformed, unknown or another call, and says why', async () => {
    const tenant = await tenantWith({ algorithm: 'sliding-window', calls: 9, windowMs: hour });
    const other = await tenantWith({ algorithm: 'sliding-window', calls: 9, windowMs: hour });
    const key = randomUUID();
    expect(await ask(null)).toMatchObject({ status: 400, body: { error: 'tenant-missing' } });
    expect(await ask('Some Body')).toMatchObject({ status: 400, body: { error: 'tenant-invalid' } });
    expect(await ask(tenant, { key: null })).toMatchObject({ status: 400, body: { error: 'idempotency-key-missing' } });
    expect(await ask(tenant, { api: 'billing' })).toMatchObject({ status: 404, body: { error: 'limit-unknown' } });
    expect(await ask(tenant, { key })).toMatchObject({ status: 200 });
    expect(await ask(other, { key })).toMatchObject({ status: 422, body: { error: 'idempotency-key-reused' } });
  });
});

describe('GET /limits/{tenant}/{api}', () => {
  it('tells what a tenant was promised', async () => {
    const limit: Limit = { algorithm: 'token-bucket', calls: 7, windowMs: 1_000, burst: 2 };
    const response = await fetch(`${address}/limits/${await tenantWith(limit)}/search`);
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: limit });
    expect((await fetch(`${address}/limits/nobody/search`)).status).toBe(404);
  });
});
