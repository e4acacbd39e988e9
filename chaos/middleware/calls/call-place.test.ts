import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import type { Rule } from '../../faults/rule.ts';
import { withChaos } from '../sdk-plugin.ts';
import { serviceOfEachTest } from './testing/stub-service.ts';
import { ruleOf, underRules } from './testing/under-rules.ts';

const command = (orderId: string, step: string) => JSON.stringify({ type: 'command', orderId, step });

/** Two messages for one function, each in its first delivery unless said otherwise. */
function invocation(deliveryOfA = 1) {
  return {
    ...{ function: 'f', environment: 'e', requestId: 'request-1', tries: new Map<string, number>() },
    deliveries: [
      { key: 'order-a', delivery: deliveryOfA, message: command('order-a', 'ship') },
      { key: 'order-b', delivery: 1, message: command('order-b', 'charge') },
    ],
  };
}

describe('a rule that aims at one call of an invocation', () => {
  const service = serviceOfEachTest();

  function clients(rules: Rule[], delivery?: number) {
    const { environment, ledger } = underRules(rules);
    const under = { ...environment, invocation: invocation(delivery) };
    const documents = DynamoDBDocumentClient.from(withChaos(new DynamoDBClient(service.config), under));
    const sqs = withChaos(new SQSClient({ ...service.config, useQueueUrlAsEndpoint: false, md5: false }), under);
    return {
      ledger,
      put: (orderId: string) => documents.send(new PutCommand({ TableName: 'ledger', Item: { orderId } })),
      send: (orderId: string) =>
        sqs.send(new SendMessageCommand({ QueueUrl: 'http://q/1/orders', MessageBody: command(orderId, 'x') })),
    };
  }

  it('hits the second of two equal calls, once, and tells the ledger which it was', async () => {
    const { put, ledger } = clients([ruleOf('lost-acknowledgement', { target: { function: 'f', call: 2 } })]);
    await put('order-a');
    await put('order-a');
    await put('order-a');
    expect(ledger).toMatchObject([{ call: 2, attempt: 1, key: 'order-a', resource: 'ledger' }]);
    expect(service.arrivals).toHaveLength(4);
  });

  it('counts all calls for a key, of each service, and none of another key', async () => {
    const target = { function: 'f', call: 2, service: 'dynamodb' };
    const { put, send, ledger } = clients([ruleOf('call-delay', { target, parameters: { delayMs: 0 } })]);
    await send('order-a');
    await put('order-b');
    await put('order-a');
    await put('order-a');
    expect(ledger.map(({ key, call }) => ({ key, call }))).toEqual([{ key: 'order-a', call: 2 }]);
  });

  it('does not count tries of the SDK as calls', async () => {
    const lost = ruleOf('lost-acknowledgement', { target: { function: 'f', call: 1 }, first: 2 });
    const trace = ruleOf('call-delay', { target: { function: 'f', call: 2 }, parameters: { delayMs: 0 } });
    const { put, ledger } = clients([lost, trace]);
    await put('order-a');
    await put('order-a');
    expect(ledger.map(({ rule, attempt }) => [rule, attempt])).toEqual([
      ['lost-acknowledgement', 1],
      ['lost-acknowledgement', 2],
      ['call-delay', 1],
    ]);
  });

  it('hits the first delivery only, unless it says more', async () => {
    const rule = ruleOf('lost-acknowledgement', { target: { function: 'f', call: 1 } });
    const second = clients([rule], 2);
    await second.put('order-a');
    expect(second.ledger).toEqual([]);
    const asked = clients([{ ...rule, first: 101 }], 2);
    await asked.put('order-a');
    expect(asked.ledger).toMatchObject([{ attempt: 101 }]);
  });

  it('by the message that brought the key hits its key alone', async () => {
    const target = { function: 'f', message: '*"step":"ship"*' };
    const { put, ledger } = clients([ruleOf('call-delay', { target, parameters: { delayMs: 0 } })]);
    await put('order-b');
    await put('order-a');
    expect(ledger.map(({ key }) => key)).toEqual(['order-a']);
  });

  it('is not met by a call that nobody delivered', async () => {
    const chaos = underRules([
      ruleOf('call-delay', { target: { function: 'f', message: '*' }, parameters: { delayMs: 0 } }),
    ]);
    const client = withChaos(new DynamoDBClient(service.config), chaos.environment);
    await client.send(new PutItemCommand({ TableName: 't', Item: { orderId: { S: 'order-1' } } }));
    expect(chaos.ledger).toEqual([]);
  });
});
