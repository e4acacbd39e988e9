import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Rule } from '../../faults/rule.ts';
import { callOf, isAimedAt, nameOf } from './call.ts';
import { ruleOf } from './testing/under-rules.ts';

const queueUrl = 'http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/orders';
const aimed = (target: object, call = callOf('sqs', 'SendMessageCommand', { QueueUrl: queueUrl })) =>
  isAimedAt(ruleOf('throttle', { target }), call, 'f');

describe('what the SDK is about to do', () => {
  it.each([
    ['a single operation', { TableName: 't' }, ['t']],
    ['a table by its ARN', { TableName: 'arn:aws:dynamodb:us-east-1:000000000000:table/t' }, ['t']],
    ['a transaction', { TransactItems: [{ Put: { TableName: 'b' } }, { Update: { TableName: 'a' } }] }, ['a', 'b']],
    ['a batch', { RequestItems: { b: [], a: [] } }, ['a', 'b']],
    ['no table', { QueueUrl: queueUrl }, []],
  ])('touches the tables of %s', (_, input, tables) => {
    expect(callOf('dynamodb', 'XCommand', input).tables).toEqual(tables);
  });

  it('is about a queue by the end of its address, and has a name', () => {
    const call = callOf('sqs', 'SendMessageCommand', { QueueUrl: queueUrl });
    expect([call.queue, nameOf(call)]).toEqual(['orders', 'sqs:SendMessage']);
  });
});

describe('an aim', () => {
  it('at a queue hits its calls only, not those of its dead-letter queue', () => {
    expect(aimed({ queue: 'orders' })).toBe(true);
    expect(aimed({ queue: 'orders-dlq' })).toBe(false);
    expect(aimed({ queue: 'orders' }, callOf('sqs', 'X', { QueueUrl: `${queueUrl}-dlq` }))).toBe(false);
    expect(aimed({ queue: 'orders' }, callOf('dynamodb', 'X', { TableName: 'orders' }))).toBe(false);
  });

  it('hits exactly where each of its parts alone would', () => {
    const part = {
      function: fc.constantFrom('f', 'g'),
      service: fc.constantFrom('dynamodb', 'sqs'),
      operations: fc.subarray(['GetItem', 'PutItem', 'SendMessage'], { minLength: 1 }),
      table: fc.constantFrom('t', 'u'),
      queue: fc.constantFrom('orders', 'payments'),
    };
    const target = fc
      .record(part, { requiredKeys: [] })
      .filter(({ function: name, table, queue }) => (name ?? table ?? queue) !== undefined);
    const call = fc.constantFrom(
      callOf('dynamodb', 'PutItemCommand', { TableName: 't' }),
      callOf('dynamodb', 'GetItemCommand', { TableName: 'u' }),
      callOf('sqs', 'SendMessageCommand', { QueueUrl: queueUrl }),
    );
    fc.assert(
      fc.property(target, call, (given, made) => {
        // Not by the schema: it refuses some of these targets, because no call has all of their parts.
        const hits = (parts: object) => isAimedAt({ target: parts } as unknown as Rule, made, 'f');
        const alone = Object.entries(given).map(([name, value]) => hits({ [name]: value }));
        expect(hits(given)).toBe(alone.every(Boolean));
      }),
    );
  });
});
