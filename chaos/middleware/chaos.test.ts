import { describe, expect, it } from '@jest/globals';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Rule, RuleOf } from '../faults/rule.ts';
import { chaos } from './chaos.ts';
import type { ChaosEnvironment } from './environment.ts';
import type { Injection } from './injection.ts';

const REMAINING_MS = 4_000;
const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => REMAINING_MS } as Context;
const slow: RuleOf<'delay'> = {
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

  it('ends the process before its handler or after it, with the exit code, when the line is in the log', async () => {
    for (const when of ['before', 'after'] as const) {
      const { run, steps } = underChaos([failing('crash', { when, exitCode: 3 })]);
      await expect(run(queueEvent(['a', 1]))).rejects.toThrow('exit 3');
      expect(steps).toEqual(when === 'before' ? ['log crash', 'exit 3'] : ['handler', 'log crash', 'exit 3']);
    }
  });

  it('throws before the handler or after it, with type and message: its effect is done and its answer lost', async () => {
    for (const when of ['before', 'after'] as const) {
      const parameters = { when, type: 'Overload', message: 'Too much.' };
      const { run, steps } = underChaos([failing('error', parameters)]);
      await expect(run(queueEvent(['a', 1]))).rejects.toMatchObject({ name: 'Overload', message: 'Too much.' });
      expect(steps).toEqual(when === 'before' ? ['log error'] : ['handler', 'log error']);
    }
  });

  it('sleeps past the deadline, before its handler or after it', async () => {
    for (const when of ['before', 'after'] as const) {
      const { run, steps, naps } = underChaos([failing('timeout', { when })]);
      await run(queueEvent(['a', 1]));
      expect(naps).toEqual([REMAINING_MS + 5_000]);
      expect(steps).toEqual(when === 'before' ? ['log timeout', 'handler'] : ['handler', 'log timeout']);
    }
  });

  it('fails only the deliveries that it may: the next one succeeds', async () => {
    const rules = [failing('crash', { when: 'after', exitCode: 1 })];
    const { run, ledger } = underChaos(rules);
    expect(await run(queueEvent(['a', 2]))).toBe('handled');
    expect(ledger).toEqual([]);
  });

  it('delivers a message again: visible while its handler has it, and not acknowledged', async () => {
    const answer = { batchItemFailures: [{ itemIdentifier: 'message-1' }] };
    const { run, steps, ledger } = underChaos([failing('duplicate', {})], answer);
    expect(await run(queueEvent(['a', 1], ['b', 1], ['c', 2]))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-0' }],
    });
    expect(ledger).toMatchObject([
      { fault: 'duplicate', place: 'record', key: 'a' },
      { fault: 'duplicate', place: 'record', key: 'b' },
    ]);
    expect(steps.slice(-3)).toEqual(['show message-0', 'show message-1', 'handler']);
  });

  it('forgets by the next invocation what it duplicated in the last one', async () => {
    const { run } = underChaos([failing('duplicate', {})], { batchItemFailures: [] });
    await run(queueEvent(['a', 1]));
    expect(await run(queueEvent(['a', 2]))).toEqual({ batchItemFailures: [] });
  });

  it('duplicates nothing that SQS did not deliver', async () => {
    const { run, ledger } = underChaos([failing('duplicate', {})]);
    expect(await run({ source: 'aws.events' })).toBe('handled');
    expect(ledger).toEqual([]);
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
      receiptHandle: `handle-${index}`,
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
      body: sagaId === undefined ? 'poison' : JSON.stringify({ sagaId }),
      attributes: { ApproximateReceiveCount: String(receiveCount) },
    })),
  };
}

function failing<Name extends Rule['fault']>(fault: Name, parameters: RuleOf<Name>['parameters']): Rule {
  return { ...slow, id: fault, fault, parameters } as Rule;
}

function underChaos(rules: Rule[], answer: unknown = 'handled') {
  const ledger: Injection[] = [];
  const naps: number[] = [];
  /** What happened, in order. */
  const steps: string[] = [];
  const environment: ChaosEnvironment = {
    rules: { active: () => rules },
    now: () => 0,
    sleep: async (ms) => void naps.push(ms),
    log(injection) {
      ledger.push(injection);
      steps.push(`log ${injection.fault}`);
    },
    exit(code) {
      steps.push(`exit ${code}`);
      throw new Error(`exit ${code}`);
    },
    showAgain: async ({ messageId }) => void steps.push(`show ${messageId}`),
    invocation: { function: 'f', environment: 'e', requestId: 'init', deliveries: [], tries: new Map() },
  };
  const handler = middy<unknown, unknown>()
    .use(chaos(environment))
    .handler(async () => {
      steps.push('handler');
      return answer;
    });
  return { run: (event: unknown) => handler(event, context), ledger, naps, steps };
}
