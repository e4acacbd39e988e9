import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rule, RuleOf } from '../faults/rule.ts';
import type { ChaosEnvironment } from './environment.ts';
import type { Injection } from './injection.ts';
import { withKey } from './invocation.ts';
import { withChaos } from './sdk-plugin.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

describe('the SDK plug-in, against a real HTTP server', () => {
  let server: Server;
  let endpoint: string;
  let arrivals: string[];

  beforeEach(async () => {
    arrivals = [];
    server = createServer((request, response) => {
      arrivals.push(String(request.headers['x-amz-target']).replace(/^.*\./, ''));
      response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const configuration = () => ({ endpoint, region: 'us-east-1', credentials });

  it('lets a call through untouched while no rule acts', async () => {
    const { environment } = underChaos([]);
    const client = withChaos(new DynamoDBClient(configuration()), environment);
    const answer = await client.send(put('order-1'));
    expect(answer.$metadata.attempts).toBe(1);
    expect(arrivals).toEqual(['PutItem']);
  });

  it('is retried by the SDK, which ends with more than one attempt and one arrival', async () => {
    const { environment, ledger } = underChaos([throttleRule({ percentage: 50 })]);
    const client = withChaos(new DynamoDBClient(configuration()), environment);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => client.send(put(`order-${n}`)).catch((error) => error)),
    );
    const retried = answers.filter((answer) => answer.$metadata.attempts > 1 && !(answer instanceof Error));
    expect(retried.length).toBeGreaterThan(0);
    expect(arrivals).toHaveLength(answers.filter((answer) => !(answer instanceof Error)).length);
    expect(ledger[0]).toMatchObject({ fault: 'throttle', place: 'call', operation: 'dynamodb:PutItem', at: 1_000 });
  });

  it('ends as the exception class of the service when every try is refused', async () => {
    const { environment, ledger } = underChaos([throttleRule()]);
    const client = withChaos(new DynamoDBClient({ ...configuration(), maxAttempts: 2 }), environment);
    const error = await client.send(put('order-1')).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ProvisionedThroughputExceededException);
    expect(error.$metadata).toMatchObject({ httpStatusCode: 400, attempts: 2 });
    expect(ledger.map(({ key, attempt }) => ({ key, attempt }))).toEqual(
      [1, 2].map((attempt) => ({ key: 'order-1', attempt })),
    );
    expect(arrivals).toEqual([]);
  });

  it.each(['connection-reset', 'server-error'] as const)(
    'loses an answer by a %s: the call arrives twice, and its caller succeeds with the second',
    async (instead) => {
      const { environment, ledger } = underChaos([lossRule({ parameters: { instead } })]);
      const client = withChaos(new DynamoDBClient(configuration()), environment);
      const answer = await client.send(put('order-1'));
      expect(answer.$metadata.attempts).toBe(2);
      expect(arrivals).toEqual(['PutItem', 'PutItem']);
      expect(ledger).toMatchObject([{ fault: 'lost-acknowledgement', key: 'order-1', place: 'call', attempt: 1 }]);
      await client.send(put('order-1'));
      expect(arrivals).toHaveLength(3);
    },
  );

  it.each([
    ['connection-reset', { code: 'ECONNRESET' }],
    ['server-error', { name: 'InternalServerError', $metadata: { httpStatusCode: 500, attempts: 3 } }],
  ] as const)('ends as an error after the last try where every answer is lost by a %s', async (instead, error) => {
    const { environment, ledger } = underChaos([lossRule({ parameters: { instead }, first: 9 })]);
    const client = withChaos(new DynamoDBClient({ ...configuration(), maxAttempts: 3 }), environment);
    await expect(client.send(put('order-1'))).rejects.toMatchObject({ ...error, $metadata: { attempts: 3 } });
    expect(arrivals).toHaveLength(3);
    expect(ledger.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  it('loses no answer of a call that it refuses', async () => {
    const { environment, ledger } = underChaos([lossRule(), throttleRule()]);
    const client = withChaos(new DynamoDBClient({ ...configuration(), maxAttempts: 1 }), environment);
    await expect(client.send(put('order-1'))).rejects.toThrow(ProvisionedThroughputExceededException);
    expect(arrivals).toEqual([]);
    expect(ledger).toMatchObject([{ fault: 'throttle' }]);
  });

  it('works on a document client and on another service with its own exception', async () => {
    const { environment, ledger } = underChaos([throttleRule({ target: { function: 'f' } })]);
    const documents = DynamoDBDocumentClient.from(
      withChaos(new DynamoDBClient({ ...configuration(), maxAttempts: 1 }), environment),
    );
    await expect(documents.send(new PutCommand({ TableName: 't', Item: { orderId: 'order-1' } }))).rejects.toThrow(
      ProvisionedThroughputExceededException,
    );
    const sqs = withChaos(new SQSClient({ ...configuration(), maxAttempts: 1 }), environment);
    await expect(sqs.send(new SendMessageCommand({ QueueUrl: endpoint, MessageBody: 'hi' }))).rejects.toMatchObject({
      name: 'RequestThrottled',
    });
    expect(ledger.map(({ operation }) => operation)).toContain('dynamodb:PutItem');
    expect(ledger.at(-1)).toMatchObject({ operation: 'sqs:SendMessage', key: 'request-1' });
  });

  it('aims by function, service, operation and table, also inside a transaction', async () => {
    const target = { function: 'f', service: 'dynamodb', operations: ['TransactWriteItems'], table: 'stock' };
    const { environment, ledger } = underChaos([throttleRule({ target }), throttleRule({ target: { function: 'g' } })]);
    const client = withChaos(new DynamoDBClient({ ...configuration(), maxAttempts: 1 }), environment);
    await client.send(put('order-1'));
    await client.send(new GetItemCommand({ TableName: 'stock', Key: { sku: { S: 'x' } } }));
    const transaction = (table: string) =>
      new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: table, Item: { orderId: { S: 'o' } } } }] });
    await client.send(transaction('other'));
    await expect(client.send(transaction('stock'))).rejects.toThrow(ProvisionedThroughputExceededException);
    expect(ledger).toHaveLength(1);
  });

  it('attributes a call to the record that it mentions, or to the key that the handler sets', async () => {
    const { environment, ledger } = underChaos([throttleRule()]);
    environment.invocation = {
      ...environment.invocation,
      deliveries: [
        { key: 'order-a', delivery: 1 },
        { key: 'order-b', delivery: 3 },
      ],
    };
    const client = withChaos(new DynamoDBClient({ ...configuration(), maxAttempts: 1 }), environment);
    await client.send(put('order-b')).catch(() => undefined);
    await withKey('order-a', () => client.send(put('unrelated'))).catch(() => undefined);
    expect(ledger.map(({ key, attempt }) => ({ key, attempt }))).toEqual([
      { key: 'order-b', attempt: 201 },
      { key: 'order-a', attempt: 1 },
    ]);
  });
});

function put(orderId: string) {
  return new PutItemCommand({ TableName: 't', Item: { orderId: { S: orderId } } });
}

function throttleRule(changes: Partial<RuleOf<'throttle'>> = {}): Rule {
  return {
    id: 'r',
    fault: 'throttle',
    target: { function: 'f', service: 'dynamodb' },
    percentage: 100,
    seed: 7,
    parameters: {},
    startsAt: 0,
    expiresAt: 2_000,
    ...changes,
  };
}

function lossRule(changes: Partial<RuleOf<'lost-acknowledgement'>> = {}): Rule {
  return {
    ...{ id: 'loss', fault: 'lost-acknowledgement', target: { function: 'f' }, percentage: 100, seed: 7 },
    ...{ parameters: { instead: 'connection-reset' }, startsAt: 0, expiresAt: 2_000 },
    ...changes,
  };
}

function underChaos(rules: Rule[]): { environment: ChaosEnvironment; ledger: Injection[] } {
  const ledger: Injection[] = [];
  return {
    ledger,
    environment: {
      rules: { active: () => rules },
      now: () => 1_000,
      sleep: async () => undefined,
      log: (injection) => ledger.push(injection),
      invocation: {
        function: 'f',
        environment: 'e',
        requestId: 'request-1',
        deliveries: [],
        keyField: 'orderId',
        tries: new Map(),
      },
    },
  };
}
