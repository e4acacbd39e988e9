import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, DeleteQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Called, deployCaller, queueEvent } from './caller-function.ts';
import { effects, endChaos, faults, inject, injectionsOf } from './chaos-api.ts';
import { createTable } from './test-table.ts';
import { lambda } from './zip-function.ts';

const sqs = new SQSClient({ maxAttempts: 1, useQueueUrlAsEndpoint: false });
const elsewhere = new SQSClient({ region: 'eu-central-1', maxAttempts: 1, useQueueUrlAsEndpoint: false });

const refusal = (name: string, httpStatusCode: number) =>
  expect.objectContaining({ name, $metadata: expect.objectContaining({ httpStatusCode, attempts: 1 }) });

afterEach(endChaos);

describe("the Chaos API's documented format", () => {
  const outage = [
    { service: 'sqs', region: 'us-east-1' },
    { service: 'sqs', region: 'ap-south-1' },
    { service: 'lambda' },
  ];
  const kinesis = {
    service: 'kinesis',
    operation: 'PutRecord',
    probability: 0.3,
    error: { statusCode: 400, code: 'ProvisionedThroughputExceededException' },
  };

  it('fails services in regions with a 503, until the rules are replaced by none', async () => {
    expect(await faults('POST', outage)).toEqual({ status: 200, body: outage });
    await expect(sqs.send(new CreateQueueCommand({ QueueName: 'q' }))).rejects.toEqual(
      refusal('ServiceUnavailable', 503),
    );
    await expect(lambda.send(new ListFunctionsCommand({}))).rejects.toMatchObject({
      name: expect.stringMatching(/ServiceUnavailable/),
      message: "Service 'lambda' not accessible due to an outage",
    });
    const { QueueUrl } = await elsewhere.send(new CreateQueueCommand({ QueueName: 'elsewhere' }));
    await elsewhere.send(new DeleteQueueCommand({ QueueUrl }));
    expect(await faults('POST', [])).toEqual({ status: 200, body: [] });
    await lambda.send(new ListFunctionsCommand({}));
  });

  it('adds with PATCH, lists with GET and removes exact matches with DELETE', async () => {
    await faults('POST', outage);
    expect(await faults('PATCH', [kinesis])).toEqual({ status: 200, body: [...outage, kinesis] });
    expect((await faults('DELETE', [{ service: 'lambda', region: 'us-east-1' }])).body).toHaveLength(4);
    await faults('DELETE', [{ service: 'lambda' }]);
    expect(await faults('GET')).toEqual({ status: 200, body: [outage[0], outage[1], kinesis] });
  });

  it('fails everything by an empty rule, but for its own paths, and the first match wins', async () => {
    await inject({ service: 'sts', error: { statusCode: 418, code: 'Teapot' } }, {});
    const sts = new STSClient({ maxAttempts: 1 });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toEqual(refusal('Teapot', 418));
    await expect(createTable()).rejects.toEqual(refusal('ServiceUnavailable', 503));
    const health = await fetch(`${process.env.AWS_ENDPOINT_URL}/_localstack/health`);
    expect(health.status).toBe(200);
  });

  it('delays every call by its effects', async () => {
    expect(await effects('POST', { latency: 400 })).toEqual({ status: 200, body: { latency: 400 } });
    const from = performance.now();
    await lambda.send(new ListFunctionsCommand({}));
    expect(performance.now() - from).toBeGreaterThan(395);
    expect(await effects('POST', { latency: 0 })).toEqual({ status: 200, body: { latency: 0 } });
  });

  it('says precisely what is wrong, and then changes nothing', async () => {
    await inject(kinesis);
    const { status, body } = await faults('POST', [{ service: 'dynamodb', operation: 'PutItm', probability: 30 }]);
    expect(status).toBe(400);
    expect(body).toEqual({
      error: expect.stringContaining('rules[0].probability: got 30, expected a number from 0 to 1'),
      problems: [
        { at: 'rules[0].probability', got: '30', expected: 'a number from 0 to 1' },
        { at: 'rules[0].operations', got: '"PutItm"', expected: "an operation of dynamodb; did you mean 'PutItem'?" },
      ],
    });
    expect((await faults('POST', '{')).status).toBe(400);
    expect((await faults('GET')).body).toEqual([kinesis]);
  });
});

describe('what the API takes besides', () => {
  it('aims at one table, and the SDK tries again what was refused', async () => {
    await using table = await createTable();
    await using other = await createTable();
    const error = { statusCode: 400, code: 'ProvisionedThroughputExceededException' };
    await inject({ id: 'hot', table: table.name, operation: 'PutItem', first: 2, error });
    const patient = new DynamoDBClient({ maxAttempts: 4 });
    expect((await table.put('order-1', patient)).$metadata.attempts).toBe(3);
    await other.put('order-1');
    // Of a client nothing is known but what it calls: attempts are counted by that.
    await table.put('order-2');
    expect(await injectionsOf('hot')).toEqual([
      expect.objectContaining({
        ...{ key: table.name, attempt: 1, place: 'cloud', operation: 'dynamodb:PutItem', function: 'client' },
      }),
      expect.objectContaining({ key: table.name, attempt: 2 }),
    ]);
  });

  it('aims at one queue', async () => {
    const [one, other] = await Promise.all(
      ['orders-chaos-one', 'orders-chaos-other'].map((QueueName) => sqs.send(new CreateQueueCommand({ QueueName }))),
    );
    await inject({ queue: 'orders-chaos-one', error: { statusCode: 403, code: 'OverLimit' } });
    const send = (queue: typeof one) =>
      sqs.send(new SendMessageCommand({ QueueUrl: queue?.QueueUrl, MessageBody: '{}' }));
    await expect(send(one)).rejects.toEqual(refusal('OverLimit', 403));
    await send(other);
    await endChaos();
    for (const queue of [one, other]) await sqs.send(new DeleteQueueCommand({ QueueUrl: queue?.QueueUrl }));
  });

  it('carries a call out whose acknowledgement is lost', async () => {
    await using table = await createTable();
    await inject({ id: 'lost', table: table.name, operation: 'PutItem', lostAcknowledgement: true });
    await expect(table.put('order-1')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(await table.has('order-1')).toBe(true);
    await table.put('order-1');
    expect(await injectionsOf('lost')).toHaveLength(1);
  });

  it('ends a rule and the delay that it made when its time is over, without anybody', async () => {
    await using table = await createTable();
    await inject({ id: 'slow', table: table.name, latencyMs: 600_000, durationMs: 700 });
    const from = performance.now();
    await table.put('order-1');
    expect(performance.now() - from).toBeGreaterThan(300);
    expect((await faults('GET')).body).toEqual([]);
  });

  it("takes the lab's own rules, hits functions only, and tells them apart by their session tokens", async () => {
    await using table = await createTable();
    await using caller = await deployCaller(table.name);
    const now = Date.now();
    await inject({
      ...{ id: 'slow-writes', fault: 'api-latency', target: { table: table.name }, parameters: { latencyMs: 300 } },
      ...{ percentage: 100, first: 1, seed: 5, startsAt: now, expiresAt: now + 60_000 },
    });
    await table.put('order-1');
    expect(await injectionsOf('slow-writes')).toEqual([]);
    const called = (await caller.invoke(queueEvent('order-1', 'order-2'))).payload as Called;
    expect(called.tookMs).toBeGreaterThan(600);
    const fired = await injectionsOf('slow-writes');
    const each = { function: caller.name, delayMs: 300, attempt: 1 };
    expect(fired).toMatchObject([
      { key: 'order-1', ...each },
      { key: 'order-2', ...each },
    ]);
    expect(fired[0]?.environment).toMatch(/\[\$LATEST\]/);
  });
});
