import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../faults/catalogue.ts';
import type { Rule } from '../faults/rule.ts';
import { aRule, queueEvent, underChaos } from './testing/handler-under-chaos.ts';

const slow = aRule('delay', { parameters: { delayMs: 300, jitterMs: 100 } });
const half = { percentage: 50 };

describe('the chaos middleware, on a real middy handler', () => {
  it('leaves other functions and spared orders alone', async () => {
    const { run, naps, ledger } = underChaos([
      { ...slow, target: { function: 'g' } },
      { ...slow, percentage: 0 },
    ] as Rule[]);
    expect(await run(queueEvent(['a']))).toBe('handled');
    expect([...naps, ...ledger]).toEqual([]);
  });

  it.each([
    [
      'the idempotency key of a request',
      { headers: { 'Idempotency-Key': 'k-1' }, requestContext: { requestId: 'h' } },
      'k-1',
    ],
    ['the order in the path', { pathParameters: { id: 'o-1' }, requestContext: { requestId: 'h' } }, 'o-1'],
    ['the id of a message that names no order', queueEvent([undefined]), 'message-0'],
    ['the request id of anything else', { source: 'aws.events' }, 'request-1'],
    ['the request id of no event', undefined, 'request-1'],
  ])('decides by %s', async (_, event, key) => {
    const { run, ledger } = underChaos([slow]);
    await run(event);
    expect(ledger.map((injection) => injection.key)).toEqual([key]);
  });

  it.each([
    ['path', '/orders/7', 1],
    ['rawPath', '/orders/8', 1],
    ['path', '/stock/7', 0],
    ['source', 'aws.events', 0],
  ])('aims by HTTP path: an event with %s %s', async (field, value, hits) => {
    const { run, ledger } = underChaos([aRule('error', { target: { function: 'f', path: '/orders/*' } })]);
    await run({ [field]: value, requestContext: { requestId: 'h' } }).catch(() => undefined);
    expect(ledger).toHaveLength(hits);
  });

  it.each([
    ['orderId', { orderId: 'o-7' }, 'o-7'],
    ['detail.order.id', { detail: { order: { id: 'o-8' } } }, 'o-8'],
    ['detail.order.id', { detail: null }, 'message-0'],
    ['orderId', { orderId: 7 }, 'message-0'],
  ])('finds the key of a message in %s of its body %j', async (field, body, key) => {
    const { run, ledger } = underChaos([slow], 'handled', field);
    const [record] = queueEvent(['a']).Records;
    await run({ Records: [{ ...record, body: JSON.stringify(body) }] });
    expect(ledger.map((injection) => injection.key)).toEqual([key]);
  });

  const http = { requestContext: { requestId: 'h' } };
  it.each([
    ['the body of a request', { ...http, body: '{"order":"o-1"}', pathParameters: { order: 'o-2' } }, 'o-1'],
    ['its path', { ...http, body: 'text', pathParameters: { order: 'o-2', id: 'p' } }, 'o-2'],
    ['its idempotency key before all', { ...http, headers: { 'idempotency-key': 'k' }, body: '{"order":"o-1"}' }, 'k'],
    ['the detail of an event', { order: 'not this', detail: { order: 'o-3' } }, 'o-3'],
    ['what a function is given', { order: 'o-4' }, 'o-4'],
    ['nothing of it', { ...http, body: null, order: 7 }, 'h'],
  ])('finds the key of anything else in %s', async (_, event, key) => {
    const { run, ledger } = underChaos([slow], 'handled', 'order');
    await run(event);
    expect(ledger.map((injection) => injection.key)).toEqual([key]);
  });

  it('aims by a pattern of keys', async () => {
    const { run, ledger } = underChaos([aRule('delay', { keys: 'ord-*', parameters: { delayMs: 1 } })]);
    await run(queueEvent(['ord-1'], ['other-2'], ['ord-3']));
    expect(ledger.map(({ key }) => key)).toEqual(['ord-1', 'ord-3']);
  });

  it('counts the deliveries of a message, and the requests with a key', async () => {
    const request = { headers: { 'idempotency-key': 'k' }, requestContext: { requestId: 'h' } };
    const { run, ledger } = underChaos([
      aRule('error', { every: 2 }),
      aRule('delay', { first: 1, parameters: { delayMs: 1 } }),
    ]);
    const outcomes = [];
    for (const event of [request, request, request, queueEvent(['a', 2]), queueEvent(['a', 3])]) {
      outcomes.push(await run(event).catch(({ name }) => name));
    }
    expect(outcomes).toEqual(['handled', 'InjectedError', 'handled', 'InjectedError', 'handled']);
    expect(ledger.map(({ fault, key, attempt }) => `${fault} ${key} ${attempt}`)).toEqual([
      'delay k 1',
      'error k 2',
      'error a 2',
    ]);
  });

  it('frees what it holds when the next invocation begins, should the last one never have ended', async () => {
    const stuck = Promise.withResolvers<void>();
    const { run, steps } = underChaos([aRule('disk-full')], () => stuck.promise);
    const first = run(queueEvent(['a']));
    await new Promise((passed) => setImmediate(passed));
    expect(steps).toEqual(['log disk-full', 'fill', 'handler']);
    const second = run(queueEvent(['a', 2]));
    await new Promise((passed) => setImmediate(passed));
    expect(steps.slice(3)).toEqual(['free', 'handler']);
    stuck.resolve();
    await Promise.all([first, second]);
  });
});

describe.each(catalogue.filter(({ place }) => place === 'function' || place === 'record'))(
  'with the same seed $name',
  ({ name, example }) => {
    const rule = aRule(name, { ...example, ...half, target: { function: 'f' }, 'allow-loss': true });

    it('hits the identical set of orders, however many environments get them in whatever batches', async () => {
      const orders = Array.from({ length: 40 }, (_, n) => `order-${n}`);
      const victims = async (environments: readonly (readonly string[][])[]) => {
        const hit = await Promise.all(
          environments.map(async (batches) => {
            const { run, ledger } = underChaos([rule], () => ({ batchItemFailures: [] }));
            for (const batch of batches)
              await run(queueEvent(...batch.map((id): [string] => [id]))).catch(() => undefined);
            return ledger.map(({ key }) => key);
          }),
        );
        return hit.flat().sort();
      };
      const oneByOne = await victims([orders.map((order) => [order])]);
      expect(oneByOne.length).toBeGreaterThan(8);
      expect(oneByOne.length).toBeLessThan(32);

      const distribution = fc
        .tuple(
          fc.shuffledSubarray(orders, { minLength: orders.length }),
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 1, max: 10 }),
        )
        .map(([all, environments, size]) => {
          const batches = Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
            all.slice(n * size, (n + 1) * size),
          );
          return Array.from({ length: environments }, (_, e) => batches.filter((_, n) => n % environments === e));
        });
      await fc.assert(
        fc.asyncProperty(distribution, async (environments) => expect(await victims(environments)).toEqual(oneByOne)),
        { numRuns: 10 },
      );
    });
  },
);
