import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withChaos } from '../sdk-plugin.ts';
import { ruleOf, underRules } from './testing/under-rules.ts';

const answer = { statusCode: 200, headers: {}, body: new TextEncoder().encode('{}') };

/** Sends a call for each order, so many at once, and says which tries were hit. */
async function hits(seed: number, orders: readonly string[], atOnce: number): Promise<string[]> {
  const { environment, ledger } = underRules([
    ruleOf('connection-reset', { seed, percentage: 40 }),
    ruleOf('lost-acknowledgement', { seed, percentage: 40, first: 2 }),
  ]);
  const requestHandler = { handle: async () => ({ response: answer }) };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const retryStrategy = { mode: 'at-once', retry: retryAtOnce };
  const config = { region: 'us-east-1', endpoint: 'http://127.0.0.1:1', credentials, requestHandler, retryStrategy };
  const client = withChaos(new DynamoDBClient(config), environment);
  const left = [...orders];
  const worker = async () => {
    for (let order = left.pop(); order !== undefined; order = left.pop()) {
      const Key = { orderId: { S: order } };
      await client.send(new UpdateItemCommand({ TableName: 't', Key })).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return ledger.map(({ rule, key, attempt }) => `${rule} ${key} ${attempt}`).sort();
}

/** Three tries without back-off. */
async function retryAtOnce<Args, Output>(next: (args: Args) => Promise<Output>, args: Args): Promise<Output> {
  return next(args)
    .catch(() => next(args))
    .catch(() => next(args));
}

describe('faults of calls', () => {
  it('hit the same tries of the same keys at any concurrency and in any order', async () => {
    const orders = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.integer(), orders, fc.integer({ min: 2, max: 10 }), async (seed, all, atOnce) => {
        expect(await hits(seed, [...all].reverse(), atOnce)).toEqual(await hits(seed, all, 1));
      }),
      { numRuns: 30 },
    );
    expect((await hits(1, ['a', 'b', 'c', 'd', 'e', 'f'], 6)).length).toBeGreaterThan(2);
  });
});
