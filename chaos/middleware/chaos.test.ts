import { describe, expect, it } from '@jest/globals';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Rule } from '../faults/rule.ts';
import { chaos } from './chaos.ts';
import type { ChaosEnvironment } from './environment.ts';
import type { Injection } from './injection.ts';

const context = { awsRequestId: 'request-1' } as Context;
const slow: Rule = {
  id: 'slow',
  fault: 'delay',
  target: { function: 'f' },
  percentage: 100,
  seed: 1,
  parameters: { delayMs: 300, jitterMs: 100 },
  startsAt: 0,
  expiresAt: 1,
};

describe('the chaos middleware, on a real middy handler', () => {
  it('delays the handler once, by the longest draw of its records, and logs each of them', async () => {
    const { run, naps, ledger } = underChaos([slow]);
    expect(await run(queueEvent(['a', 1], ['b', 2]))).toBe('handled');
    expect(ledger).toMatchObject([
      { rule: 'slow', fault: 'delay', key: 'a', attempt: 1, function: 'f', place: 'function', requestId: 'request-1' },
      { key: 'b', attempt: 2 },
    ]);
    expect(naps).toEqual([Math.max(...ledger.map(({ delayMs }) => delayMs ?? 0))]);
  });

  it('slows the same orders however they are batched', async () => {
    const half = { ...slow, percentage: 50 };
    const orders = Array.from({ length: 40 }, (_, n) => `order-${n}`);
    const victims = async (batches: string[][]) => {
      const { run, ledger } = underChaos([half]);
      for (const batch of batches) await run(queueEvent(...batch.map((id): [string, number] => [id, 1])));
      return ledger.map(({ key }) => key).sort();
    };
    const alone = await victims(orders.map((order) => [order]));
    expect(alone.length).toBeGreaterThan(5);
    expect(await victims([orders.slice(0, 33), orders.slice(33)].reverse())).toEqual(alone);
  });

  it('leaves other functions and spared orders alone', async () => {
    const { run, naps, ledger } = underChaos([
      { ...slow, target: { function: 'g' } },
      { ...slow, percentage: 0 },
    ]);
    expect(await run(queueEvent(['a', 1]))).toBe('handled');
    expect([...naps, ...ledger]).toEqual([]);
  });

  it.each([
    [
      'the idempotency key of a request',
      { headers: { 'Idempotency-Key': 'k-1' }, requestContext: { requestId: 'h' } },
      'k-1',
    ],
    ['the order in the path', { pathParameters: { id: 'o-1' }, requestContext: { requestId: 'h' } }, 'o-1'],
    ['the id of a message that names no order', queueEvent([undefined, 1]), 'message-0'],
    ['the request id of anything else', { source: 'aws.events' }, 'request-1'],
    ['the request id of no event', undefined, 'request-1'],
  ])('decides by %s', async (_, event, key) => {
    const { run, ledger } = underChaos([slow]);
    await run(event);
    expect(ledger.map((injection) => injection.key)).toEqual([key]);
  });
});

function queueEvent(...records: [orderId: string | undefined, receiveCount: number][]) {
  return {
    Records: records.map(([sagaId, receiveCount], index) => ({
      eventSource: 'aws:sqs',
      messageId: `message-${index}`,
      body: sagaId === undefined ? 'poison' : JSON.stringify({ sagaId }),
      attributes: { ApproximateReceiveCount: String(receiveCount) },
    })),
  };
}

function underChaos(rules: Rule[]) {
  const ledger: Injection[] = [];
  const naps: number[] = [];
  const environment: ChaosEnvironment = {
    rules: { active: () => rules },
    now: () => 0,
    sleep: async (ms) => void naps.push(ms),
    log: (injection) => ledger.push(injection),
    invocation: { function: 'f', environment: 'e', requestId: 'init', deliveries: [], tries: new Map() },
  };
  const handler = middy<unknown, string>()
    .use(chaos(environment))
    .handler(async () => 'handled');
  return { run: (event: unknown) => handler(event, context), ledger, naps };
}
