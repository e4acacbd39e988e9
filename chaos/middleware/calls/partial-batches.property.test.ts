import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withChaos } from '../sdk-plugin.ts';
import { serviceOfEachTest } from './testing/stub-service.ts';
import { ruleOf, underRules } from './testing/under-rules.ts';

const seed = fc.integer();
const percentage = fc.integer({ min: 0, max: 100 });
const keys = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 10 });

/** A batch of which a part is refused, as sets of keys. */
interface Outcome {
  readonly refused: string[];
  readonly arrived: string[];
}

describe.each(['unprocessed-items', 'batch-entry-failures'])('a batch under %s', (fault) => {
  const service = serviceOfEachTest(({ body: { Entries } }) =>
    Array.isArray(Entries) ? { Successful: Entries, Failed: [] } : {},
  );

  const send = async (rule: { seed: number; percentage: number }, orders: readonly string[]): Promise<Outcome> => {
    service.arrivals.length = 0;
    const { environment, ledger } = underRules([ruleOf(fault, rule)]);
    if (fault === 'unprocessed-items') {
      const client = withChaos(new DynamoDBClient({ ...service.config, maxAttempts: 1 }), environment);
      const t = orders.map((id) => ({ PutRequest: { Item: { orderId: { S: id } } } }));
      // Refused as a whole when nothing is left to send.
      await client.send(new BatchWriteItemCommand({ RequestItems: { t } })).catch(() => undefined);
    } else {
      const client = withChaos(new SQSClient({ ...service.config, md5: false }), environment);
      const Entries = orders.map((id, n) => ({ Id: `${n}`, MessageBody: JSON.stringify({ orderId: id }) }));
      const QueueUrl = `${service.config.endpoint}/q`;
      await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    }
    const arrived = service.arrivals.map(({ text }) => text).join();
    return {
      refused: ledger.map(({ key }) => key).sort(),
      arrived: orders.filter((id) => arrived.includes(id)).sort(),
    };
  };

  it('arrives without exactly what was refused', async () => {
    await fc.assert(
      fc.asyncProperty(seed, percentage, keys, async (s, p, orders) => {
        const { refused, arrived } = await send({ seed: s, percentage: p }, orders);
        expect([...refused, ...arrived].sort()).toEqual([...orders].sort());
      }),
      { numRuns: 40 },
    );
  });

  it('refuses the same keys however the caller cuts it', async () => {
    await fc.assert(
      fc.asyncProperty(seed, keys, fc.nat(9), async (s, orders, cut) => {
        const rule = { seed: s, percentage: 50 };
        const whole = await send(rule, orders);
        const parts: string[] = [];
        for (const part of [orders.slice(0, cut), orders.slice(cut)]) {
          if (part.length > 0) parts.push(...(await send(rule, part)).refused);
        }
        expect(parts.sort()).toEqual(whole.refused);
      }),
      { numRuns: 40 },
    );
  });
});
