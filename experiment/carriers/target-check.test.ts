import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import type { Fault } from '../../chaos/faults/fault.ts';
import { checkTarget } from './target-check.ts';

/** Functions with their variables, queues and tables that there are; anything else is answered as AWS does. */
const functions: Readonly<Record<string, Record<string, string>>> = {
  'shop-payments': { CHAOS_TABLE: 'shop-chaos' },
  'shop-shipping': { CHAOS_TABLE: 'shop-chaos' },
  'a-foreign-function': {},
};
const queues = ['shop-payments', 'shop-saga'];
const tables = ['shop-stock', 'shop-sagas'];

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: { FunctionName?: string; QueueName?: string; TableName?: string };
}

function unlessThere(found: boolean, name: string): void {
  if (!found) throw Object.assign(new Error('not found'), { name });
}

async function send({ constructor: { name: operation }, input }: Command): Promise<unknown> {
  const { FunctionName = '', QueueName = '', TableName = '' } = input;
  switch (operation) {
    case 'GetFunctionConfigurationCommand':
      unlessThere(FunctionName in functions, 'ResourceNotFoundException');
      return { Environment: { Variables: functions[FunctionName] } };
    case 'ListFunctionsCommand':
      return { Functions: Object.keys(functions).map((FunctionName) => ({ FunctionName })) };
    case 'GetQueueUrlCommand':
      unlessThere(queues.includes(QueueName), 'QueueDoesNotExist');
      return { QueueUrl: QueueName };
    case 'ListQueuesCommand':
      return { QueueUrls: queues.map((queue) => `http://127.0.0.1:4566/000000000000/${queue}`) };
    case 'DescribeTableCommand':
      unlessThere(tables.includes(TableName), 'ResourceNotFoundException');
      return {};
    default:
      return { TableNames: tables };
  }
}

const client = { send } as unknown as LambdaClient & SQSClient & DynamoDBClient;
const faultAt = (place: Fault['place']): Fault => {
  const fault: Fault | undefined = catalogue.find((one) => one.place === place);
  if (fault === undefined) throw new Error(`The catalogue has no fault of the place ${place}.`);
  return fault;
};
const check = (place: Fault['place'], target: Record<string, unknown>) =>
  checkTarget({ lambda: client, sqs: client, dynamo: client }, faultAt(place), { id: 'slow', target });

describe('the target of a fault', () => {
  it.each([
    ['function', { function: 'shop-payments' }],
    ['call', { function: 'shop-payments', table: 'shop-stock' }],
    ['cloud', { service: 'dynamodb' }],
    ['setting', { queue: 'shop-saga' }],
    ['environment', { function: 'a-foreign-function' }],
    ['call', { function: 'shop-payments', operations: ['PutItem', 'SendMessage'] }],
    ['call', { function: 'shop-payments', operations: ['DescribeStream'] }],
    ['cloud', { service: 'events', operations: ['PutEvents'] }],
  ] as const)('may be what there is: %s %j', async (place, target) => {
    await expect(check(place, target)).resolves.toBeUndefined();
  });

  it.each([
    ['function', { function: 'shop-payment' }, 'there is no function "shop-payment"', 'shop-payments, '],
    ['setting', { queue: 'shop-order' }, 'there is no queue "shop-order"', 'shop-saga, '],
    ['cloud', { table: 'shop-stok' }, 'there is no table "shop-stok"', 'shop-stock, '],
  ] as const)('must not be nothing: %s %j', async (place, target, says, nearest) => {
    await expect(check(place, target)).rejects.toMatchObject({
      message: `the fault "slow" aims at nothing: ${says}`,
      hint: expect.stringContaining(`The nearest: ${nearest}`),
    });
  });

  it.each([
    ['call', { table: 'shop-stock', operations: ['PutItems'] }, 'dynamodb has no operation "PutItems"', 'PutItem'],
    ['cloud', { service: 'sqs', operations: ['sendMessage'] }, 'sqs has no operation "sendMessage"', 'SendMessage'],
    ['call', { function: 'shop-payments', operations: ['GetItm'] }, 'the API has no operation "GetItm"', 'GetItem'],
  ] as const)('must be called by operations that there are: %s %j', async (place, target, says, meant) => {
    await expect(check(place, target)).rejects.toThrow(`aims at nothing: ${says}; did you mean "${meant}"?`);
  });

  it('must carry the middleware where the fault acts in the function', async () => {
    const target = { function: 'a-foreign-function' };
    for (const place of ['function', 'record', 'call'] as const) {
      await expect(check(place, target)).rejects.toThrow('aims at a-foreign-function, which carries no chaos');
    }
  });
});
