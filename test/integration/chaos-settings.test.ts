import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetItemCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readInjections } from '../../observe/collect/injections.ts';
import { eventually, final, invoke, lambda, orderSystem, post, queueUrl, sqs } from './order-system-client.ts';

const dynamo = new DynamoDBClient({});
const logs = new CloudWatchLogsClient({});
const id = 'test-setting';
const victim = 'orders-payments';
const startedAt = Date.now();

/** A chaos function of one kind of setting. */
function chaos(name: string) {
  const ask = (event: object) => invoke(`orders-chaos-${name}`, event);
  return {
    ask,
    async inject(target: object, parameters: object = {}, more: object = {}) {
      const { error, answer } = await ask({ action: 'inject', id, target, parameters, durationSeconds: 120, ...more });
      if (error !== undefined) throw new Error(answer.errorMessage);
      return answer;
    },
    /** Twice, because once more must be harmless. */
    async withdraw() {
      for (const _ of ['once', 'twice']) {
        const { error, answer } = await ask({ action: 'withdraw', id });
        if (error !== undefined) throw new Error(answer.errorMessage);
        expect(answer).toMatchObject({ changes: [], problems: [] });
      }
    },
  };
}

async function withdrawAll() {
  for (const name of ['concurrency', 'mapping', 'queue', 'table', 'configuration']) await chaos(name).withdraw();
}

const order = {
  customer: 'chaos-settings',
  items: [{ sku: 'SKU-NONE', quantity: 1, unitPriceCents: 500 }],
  card: 'tok_visa',
  address: { country: 'DE', city: 'Bonn', street: 'Weg 1', zip: '53111' },
};

const reserved = async (FunctionName: string) =>
  (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;
const configured = (FunctionName: string) => lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
const mapping = async () =>
  (await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: victim }))).EventSourceMappings?.[0]?.State;
const attributes = async (queue: string) => {
  const QueueUrl = await queueUrl(queue);
  const names = ['DelaySeconds', 'VisibilityTimeout', 'MessageRetentionPeriod'] as const;
  return (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }))).Attributes;
};
const capacity = async (TableName: string) => {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  return {
    billing: Table?.BillingModeSummary?.BillingMode,
    provisioned: [Table?.ProvisionedThroughput?.ReadCapacityUnits, Table?.ProvisionedThroughput?.WriteCapacityUnits],
    maximum: Table?.OnDemandThroughput,
  };
};

describe('a fault of the settings', () => {
  afterEach(withdrawAll);

  it('starves a function: it is throttled, and is not afterwards', async () => {
    const concurrency = chaos('concurrency');
    await concurrency.inject({ function: victim }, { reservedConcurrency: 0 });
    await expect(invoke(victim, {})).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    await concurrency.withdraw();
    expect(await reserved(victim)).toBeUndefined();
    const { body } = await post(order);
    expect((await final(body.orderId)).status).toBe('cancelled');
  });

  it('cuts a consumer off its queue: an order waits until it is put back', async () => {
    const cut = chaos('mapping');
    await cut.inject({ function: victim });
    expect(await mapping()).toBe('Disabled');
    const { body } = await post(order);
    const waiting = await eventually('the command to wait in the queue', async () => {
      const QueueUrl = await queueUrl(victim);
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
      const count = Number((await sqs.send(asked)).Attributes?.ApproximateNumberOfMessages);
      return count > 0 ? count : undefined;
    });
    expect(waiting).toBeGreaterThan(0);
    await cut.withdraw();
    expect(await mapping()).toBe('Enabled');
    expect((await final(body.orderId)).status).toBe('cancelled');
  });

  it('changes a queue: a new message is delayed', async () => {
    const queue = chaos('queue');
    const idle = 'orders-payments-dlq';
    const QueueUrl = await queueUrl(idle);
    const before = await attributes(idle);
    await queue.inject({ queue: idle }, { delaySeconds: 3, visibilityTimeoutSeconds: 1 });
    const sentAt = Date.now();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'late' }));
    const receive = async (VisibilityTimeout?: number) =>
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout }))).Messages?.[0];
    await eventually('the delayed message', () => receive());
    expect(Date.now() - sentAt).toBeGreaterThan(2_500);
    expect((await attributes(idle))?.VisibilityTimeout).toBe('1');
    await eventually('it again, after the changed visibility timeout', () => receive(0));
    await queue.withdraw();
    expect(await attributes(idle)).toEqual(before);
    const ReceiptHandle = await eventually('the message once more', async () => (await receive())?.ReceiptHandle);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  });

  it('lowers what a table may consume, of an on-demand table in either way, and it throttles past its burst', async () => {
    const table = chaos('table');
    const before = await capacity('orders-stock');
    await table.inject({ table: 'orders-stock' }, { readUnits: 1, writeUnits: 2 });
    const maximum = { MaxReadRequestUnits: 1, MaxWriteRequestUnits: 2 };
    expect(await capacity('orders-stock')).toMatchObject({ billing: 'PAY_PER_REQUEST', maximum });
    await table.withdraw();
    expect(await capacity('orders-stock')).toEqual(before);

    // The one with an index, which has to follow.
    const sagas = await capacity('orders-sagas');
    await table.inject({ table: 'orders-sagas' }, { readUnits: 1, writeUnits: 1, billing: 'provisioned' });
    expect(await capacity('orders-sagas')).toMatchObject({ billing: 'PROVISIONED', provisioned: [1, 1] });
    const Keys = Array.from({ length: 100 }, (_, n) => ({ id: { S: `no-such-saga-${n}` } }));
    const requested = { RequestItems: { 'orders-sagas': { Keys, ConsistentRead: true } } };
    // A hundred units each, of a burst of 300.
    await eventually('a read to be throttled', async () => {
      const { UnprocessedKeys = {} } = await dynamo.send(new BatchGetItemCommand(requested));
      return Object.keys(UnprocessedKeys).length > 0 || undefined;
    });
    await table.withdraw();
    expect(await capacity('orders-sagas')).toEqual(sagas);
  });

  it('gives a function another configuration: the next cold start sees it, and the one after that does not', async () => {
    const configuration = chaos('configuration');
    const sweeper = 'orders-sweeper';
    const before = await configured(sweeper);
    await configuration.inject(
      { function: sweeper },
      { memoryMib: 256, environment: { SAGAS_TABLE: 'no-such-table' } },
    );
    const { error, answer } = await invoke(sweeper, {});
    expect(error).toBe('Unhandled');
    expect(answer.errorType).toBe('ResourceNotFoundException');
    expect((await configured(sweeper)).MemorySize).toBe(256);

    // A deployment in the middle of the fault survives it.
    const Variables = { ...(await configured(sweeper)).Environment?.Variables, DEPLOYED_MEANWHILE: 'yes' };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: sweeper, Environment: { Variables } }));
    await waitUntilFunctionUpdatedV2(
      { client: lambda, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
      { FunctionName: sweeper },
    );
    await configuration.withdraw();
    const after = await configured(sweeper);
    expect(after.MemorySize).toBe(before.MemorySize);
    expect(after.Environment?.Variables).toEqual({ ...before.Environment?.Variables, DEPLOYED_MEANWHILE: 'yes' });
    expect((await invoke(sweeper, {})).error).toBeUndefined();

    await configuration.inject({ function: sweeper }, { environment: { DEPLOYED_MEANWHILE: null } });
    expect((await configured(sweeper)).Environment?.Variables).toEqual(before.Environment?.Variables);
    await configuration.withdraw();
    const { Environment } = before;
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: sweeper, Environment }));
  });
});

describe('a chaos function of settings', () => {
  const concurrency = chaos('concurrency');
  afterEach(withdrawAll);

  it('puts back exactly what was reserved before, also when it was asked twice', async () => {
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: victim, ReservedConcurrentExecutions: 7 }));
    for (const _ of ['once', 'twice']) {
      const { changes } = await concurrency.inject({ function: victim }, { reservedConcurrency: 1 });
      expect(changes).toMatchObject([
        {
          rule: id,
          subject: victim,
          state: 'changed',
          found: { reservedConcurrency: 7 },
          wanted: { reservedConcurrency: 1 },
        },
      ]);
    }
    expect(await reserved(victim)).toBe(1);
    await concurrency.withdraw();
    expect(await reserved(victim)).toBe(7);
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: victim }));
  });

  it('leaves to others what others have written since', async () => {
    await concurrency.inject({ function: victim }, { reservedConcurrency: 1 });
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: victim, ReservedConcurrentExecutions: 9 }));
    await concurrency.withdraw();
    expect(await reserved(victim)).toBe(9);
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: victim }));
  });

  it('puts back by itself what is past its time, at the event of the schedule', async () => {
    await concurrency.inject({ function: victim }, { reservedConcurrency: 2 }, { durationSeconds: 1 });
    await eventually('the schedule to put it back', async () => {
      const { answer } = await concurrency.ask({ source: 'aws.events' });
      return answer.changes.length === 0 ? true : undefined;
    });
    expect(await reserved(victim)).toBeUndefined();
  });

  it.each([
    ['a function that does not exist', 'concurrency', { function: 'nobody' }, {}, /function "nobody" does not exist/],
    [
      'a function without a queue',
      'mapping',
      { function: 'orders-api' },
      {},
      /from "any queue" to "orders-api" \(known: .*"orders-payments" to "orders-payments"/,
    ],
    ['a queue that does not exist', 'queue', { queue: 'nobody' }, { delaySeconds: 1 }, /queue "nobody" does not exist/],
    ['a table that does not exist', 'table', { table: 'nobody' }, {}, /table "nobody" does not exist/],
    ['a function that does not exist', 'configuration', { function: 'nobody' }, {}, /function "nobody" does not exist/],
    ['what is there already', 'queue', { queue: victim }, { delaySeconds: 0 }, /already has what/],
    ['what would lose messages', 'queue', { queue: victim }, { retentionSeconds: 60 }, /"allow-loss": true/],
    ['a value out of range', 'queue', { queue: victim }, { delaySeconds: 901 }, /delaySeconds/],
  ])('refuses %s (%s)', async (_, name, target, parameters, reason) => {
    await expect(chaos(name).inject(target, parameters)).rejects.toThrow(reason);
    expect((await chaos(name).ask({ action: 'status' })).answer).toMatchObject({ changes: [], problems: [] });
  });

  it('refuses a second fault on the same setting, and changes nothing', async () => {
    await concurrency.inject({ function: victim }, { reservedConcurrency: 2 });
    const other = { action: 'inject', id: 'another', target: { function: victim }, durationSeconds: 60 };
    expect((await concurrency.ask(other)).answer.errorMessage).toMatch('already changed by "test-setting"');
    expect(await reserved(victim)).toBe(2);
  });

  it('leaves a line in the ledger for each change, and one for each return', async () => {
    await concurrency.inject({ function: victim }, { reservedConcurrency: 3 });
    await concurrency.withdraw();
    const functions = Object.values((await orderSystem()).chaos.functions);
    const injections = await eventually('the injections', async () => {
      const found = await readInjections(logs, functions, startedAt, Date.now() + 1_000);
      const faults = new Set(found.filter(({ rule }) => rule === id).map(({ fault }) => fault));
      return faults.size === 5 ? found : undefined;
    });
    expect(injections.find(({ fault }) => fault === 'reserved-concurrency')).toMatchObject({
      place: 'setting',
      key: victim,
      function: 'orders-chaos-concurrency',
    });
    const logGroupName = '/aws/lambda/orders-chaos-concurrency';
    await eventually('the line of a return', async () => {
      const asked = new FilterLogEventsCommand({ logGroupName, filterPattern: '"revert"', startTime: startedAt });
      const { events = [] } = await logs.send(asked);
      return events.some(({ message = '' }) => message.includes('"faultline":"revert"')) ? true : undefined;
    });
  });
});
