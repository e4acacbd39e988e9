import { once } from 'node:events';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rule } from './rule.ts';
import { type EngineDatabase, type Reply, startDatabase } from './testing/engine-database.ts';

let database: EngineDatabase;
let client: DynamoDBClient;
let answer: Reply;

/** A client with a session token, as functions have one. */
const clientOf = (sessionToken?: string) =>
  new DynamoDBClient({
    endpoint: database.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test', ...(sessionToken !== undefined && { sessionToken }) },
  });
const put = (orderId: string, by = client) =>
  by.send(new PutItemCommand({ TableName: 'orders', Item: { orderId: { S: orderId } } }));
const has = async (orderId: string) =>
  (await client.send(new GetItemCommand({ TableName: 'orders', Key: { orderId: { S: orderId } } }))).Item !== undefined;

let serial = 0;
const rule = (given: Partial<Rule>): Rule => {
  serial += 1;
  const whom = { id: `rule-${serial}`, serial, seed: 1, percentage: 100, keyField: 'orderId' };
  const target = { from: 'everyone', operations: ['PutItem'] } as const;
  const parameters = { statusCode: 503, code: 'ServiceUnavailable' };
  return { ...whom, fault: 'api-error', target, parameters, startsAt: 0, ...given };
};
const stopped = (calls: 'fail' | 'hang', given: Partial<Rule> = {}) =>
  rule({ fault: 'stop-dynamodb', target: { from: 'everyone', service: 'dynamodb' }, parameters: { calls }, ...given });

beforeEach(async () => {
  answer = () => null;
  database = await startDatabase((question) => answer(question));
  client = clientOf();
  await client.send(
    new CreateTableCommand({
      TableName: 'orders',
      AttributeDefinitions: [{ AttributeName: 'orderId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

afterEach(() => {
  client.destroy();
  database.process.kill('SIGKILL');
});

describe("the engine's DynamoDB", () => {
  it('ends with the plug-in, and frees its port', async () => {
    database.process.stdin?.end();
    expect(await once(database.process, 'exit')).toEqual([0, null]);
    await expect(fetch(database.url)).rejects.toThrow('fetch failed');
  });

  it('forgets everything when it is told to', async () => {
    await database.request({ do: 'reset' });
    expect((await client.send(new ListTablesCommand())).TableNames).toEqual([]);
  });

  it('asks nobody while no rule acts', async () => {
    await put('order-1', clientOf('token'));
    expect(database.questions).toEqual([]);
    expect(await database.injections()).toEqual([]);
  });
});

describe('faults of calls', () => {
  it('refuse before anything is done, by key and attempt', async () => {
    await database.enforce({
      rules: [rule({ id: 'first', first: 1, parameters: { statusCode: 500, code: 'Broken' } })],
    });
    await expect(put('order-1')).rejects.toMatchObject({ name: 'Broken', $metadata: { httpStatusCode: 500 } });
    expect(await has('order-1')).toBe(false);
    await put('order-1');
    await expect(put('order-2')).rejects.toThrow("Operation 'PutItem' failed by the rule first");
    expect(await database.injections()).toMatchObject(
      ['order-1', 'order-2'].map((key) => ({
        ...{ faultline: 'injection', rule: 'first', fault: 'api-error', place: 'cloud', key, attempt: 1 },
        ...{ operation: 'dynamodb:PutItem', function: 'client', environment: 'client' },
      })),
    );
  });

  it('lose the acknowledgement of what is done', async () => {
    const lost = { statusCode: 500, code: 'InternalFailure' };
    await database.enforce({ rules: [rule({ fault: 'api-lost-acknowledgement', first: 1, parameters: lost })] });
    await expect(put('order-1')).rejects.toThrow('failed by the rule');
    expect(await has('order-1')).toBe(true);
    await put('order-1');
  });

  it('delay, and no longer than their rule is there', async () => {
    const slow = rule({ fault: 'api-latency', parameters: { latencyMs: 600_000, jitterMs: 0 } });
    await database.enforce({ rules: [slow] });
    const delayed = put('order-1');
    while ((await database.injections()).length === 0);
    expect(await database.injections()).toMatchObject([{ fault: 'api-latency', delayMs: 600_000 }]);
    // Another rule comes: the first is still the same.
    await database.enforce({ rules: [slow, rule({ target: { from: 'everyone', operations: ['Scan'] } })] });
    expect(await has('order-1')).toBe(false);
    // Its end is given, and put off: whoever waits in its name goes on waiting, until it is there.
    await database.enforce({ rules: [{ ...slow, expiresAt: Date.now() + 3_600_000 }] });
    await database.enforce({ rules: [{ ...slow, expiresAt: Date.now() + 7_200_000 }] });
    expect(await has('order-1')).toBe(false);
    await database.enforce({ rules: [{ ...slow, expiresAt: Date.now() }] });
    await delayed;
    expect(await has('order-1')).toBe(true);
  });

  it.each([
    [{ service: 'dynamodb' }, true],
    [{ service: 'dynamodbstreams' }, false],
    [{ table: 'orders' }, true],
    [{ table: 'stock' }, false],
    [{ region: 'us-east-1' }, true],
    [{ region: 'eu-west-1' }, false],
    [{ function: 'payments' }, false],
    [{ from: 'functions' }, false],
    [{ from: 'services' }, false],
  ] as const)('aim: %j', async (target, hits) => {
    await database.enforce({ rules: [rule({ target: { from: 'everyone', ...target } })] });
    await (hits ? expect(put('order-1')).rejects.toThrow('outage') : put('order-1'));
  });

  it('find tables in transactions, batches and ARNs', async () => {
    await database.enforce({ rules: [rule({ target: { from: 'everyone', table: 'stock' } })] });
    const call = (operation: string, input: object) =>
      fetch(database.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request',
        },
        body: JSON.stringify(input),
      });
    const transaction = {
      TransactItems: [{ Put: { TableName: 'orders', Item: {} } }, { Delete: { TableName: 'stock', Key: {} } }],
    };
    const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/stock';
    expect((await call('TransactWriteItems', transaction)).status).toBe(503);
    expect((await call('BatchGetItem', { RequestItems: { stock: { Keys: [] } } })).status).toBe(503);
    expect((await call('GetItem', { TableName: arn, Key: {} })).status).toBe(503);
    expect((await call('GetItem', { TableName: 'orders', Key: {} })).status).toBe(400);
  });
});

describe('who calls', () => {
  const caller = {
    ...{ function: 'payments', environment: '2026/[$LATEST]ab', readsRules: false },
    work: { requestId: 'request-1', deliveries: [{ key: 'order-7', delivery: 3 }] },
  };

  it('is asked of the plug-in, and keys and attempts are those of the invocation', async () => {
    answer = ({ begin }) => (begin === 'token' ? caller : null);
    const target = { from: 'functions', function: 'payments', operations: ['PutItem'] } as const;
    await database.enforce({ rules: [rule({ target })] });
    await put('order-1');
    await put('order-1', clientOf('of somebody else'));
    await expect(put('order-1', clientOf('token'))).rejects.toThrow('outage');
    await expect(put('order-1', clientOf('token'))).rejects.toThrow('outage');
    const { function: name, environment, work } = caller;
    expect(await database.injections()).toMatchObject(
      [201, 202].map((attempt) => ({
        key: 'order-7',
        attempt,
        function: name,
        environment,
        requestId: work.requestId,
      })),
    );
    expect(database.questions).toContainEqual({ begin: 'token', tables: ['orders'] });
  });

  it('does not count as a function where it reads the rules of its own chaos', async () => {
    answer = () => ({ ...caller, readsRules: true });
    await database.enforce({ rules: [rule({ target: { from: 'functions', service: 'dynamodb' } })] });
    await put('order-1', clientOf('token'));
  });

  it('is told of each call while environments may be disturbed, and when it is carried out', async () => {
    answer = ({ begin }) => begin && { ...caller, call: { of: 'request-1', number: 4 } };
    await database.enforce({ disturbs: true });
    await put('order-1', clientOf('token'));
    await put('order-2');
    expect(database.questions).toEqual([
      { begin: 'token', tables: ['orders'] },
      { end: 'token', call: { of: 'request-1', number: 4 } },
    ]);
  });

  it('that died before it sent the call has sent nothing', async () => {
    answer = () => ({ ...caller, call: null });
    await database.enforce({ disturbs: true });
    await expect(put('order-1', clientOf('token'))).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    await database.enforce({});
    expect(await has('order-1')).toBe(false);
  });
});

describe('an outage', () => {
  it('fails everybody at once, and is told when it begins', async () => {
    await database.enforce({ rules: [stopped('fail', { id: 'gone' })] });
    expect(await database.injections()).toMatchObject([
      { rule: 'gone', fault: 'stop-dynamodb', key: 'dynamodb', place: 'environment', function: 'dynamodb' },
    ]);
    await expect(put('order-1')).rejects.toMatchObject({ name: 'ServiceUnavailable' });
    await expect(client.send(new ListTablesCommand())).rejects.toThrow('DynamoDB is currently unavailable.');
    expect((await database.injections()).slice(1)).toMatchObject([{ key: 'order-1' }, { key: 'dynamodb' }]);
    await database.enforce({});
    expect(await has('order-1')).toBe(false);
  });

  it('ends by itself, and what hung is carried out, also when its caller has given up', async () => {
    const now = Date.now();
    await database.enforce({ rules: [stopped('hang', { startsAt: now, expiresAt: now + 1_500 })] });
    const impatient = put('order-1', client);
    const given = client.send(new PutItemCommand({ TableName: 'orders', Item: { orderId: { S: 'order-2' } } }), {
      abortSignal: AbortSignal.timeout(300),
    });
    await expect(given).rejects.toThrow('aborted');
    await impatient;
    expect(Date.now()).toBeGreaterThanOrEqual(now + 1_500);
    expect([await has('order-1'), await has('order-2')]).toEqual([true, true]);
  });
});

describe("the network's latency", () => {
  it('is on every call, and ends when it is lowered', async () => {
    await database.enforce({ latencyMs: 600_000 });
    const waiting = put('order-1');
    await database.enforce({ latencyMs: 50 });
    await waiting;
    const began = performance.now();
    await put('order-2');
    expect(performance.now() - began).toBeGreaterThan(45);
    await database.enforce({ latencyMs: 600_000, latencyEndsAt: Date.now() + 100 });
    await put('order-3');
  });
});
