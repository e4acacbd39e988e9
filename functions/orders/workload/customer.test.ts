import { describe, expect, it } from '@jest/globals';
import { localstackCloud } from '../../../kernel/cloud.ts';
import type { ClientAttempt } from '../../../run/run-files.ts';
import type { World } from '../../../system/workload.ts';
import { placeOrder } from './customer.ts';
import { type PlannedOrder, plannedOrder } from './planned-order.ts';

const order: PlannedOrder = { ...plannedOrder(1, 1, 'shop'), repeat: 'never' };
const accepted = () => Response.json({ orderId: 'o-1', status: 'running' }, { status: 202 });

describe('a customer', () => {
  it('sends the key and the body, and records the answer', async () => {
    const { world, requests, attempts } = shop(accepted);
    await placeOrder(order, 'vu', world);
    expect(requests).toEqual([{ url: 'http://shop/dev/orders', key: order.key, body: order.body }]);
    const asked = { process: 'vu', request: 1, attempt: 1, key: order.key, expected: order.expected };
    expect(attempts).toMatchObject([{ ...asked, outcome: 'ok', status: 202, answer: { saga: 'o-1' } }]);
  });

  it('tries an unknown outcome again with the same key and order, and waits ever longer', async () => {
    const timeout = Object.assign(new Error('late'), { name: 'TimeoutError' });
    const reset = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    const answers = [
      () => Promise.reject(timeout),
      () => Promise.reject(reset),
      () => new Response('no', { status: 503 }),
      () => new Response('{"orderId":"o-', { status: 202 }),
      accepted,
    ];
    const { world, requests, attempts, naps } = shop(() => answers.shift()?.() ?? accepted());
    await placeOrder(order, 'vu', world);
    for (const request of requests) expect(request).toEqual(requests[0]);
    expect(attempts.map(({ attempt, outcome, status, error }) => [attempt, outcome, status, error])).toEqual([
      [1, 'info', null, 'ETIMEDOUT'],
      [2, 'info', null, 'ECONNRESET'],
      [3, 'info', 503, 'no'],
      [4, 'info', 202, '{"orderId":"o-'],
      [5, 'ok', 202, undefined],
    ]);
    expect(naps).toHaveLength(4);
    for (const [index, ms] of naps.entries()) expect(ms).toBeLessThan(500 * 2 ** index);
  });

  it('gives up in the end', async () => {
    const { world, attempts } = shop(() => new Response('', { status: 500 }));
    await placeOrder(order, 'vu', world);
    expect(attempts).toHaveLength(6);
  });

  it('gives up as soon as no retry is left in the budget', async () => {
    const { world, attempts } = shop(() => new Response('', { status: 500 }));
    await placeOrder(order, 'vu', { ...world, mayRetry: ({ attempt }) => attempt < 3 });
    expect(attempts).toHaveLength(3);
  });

  it('does not repeat a clear refusal', async () => {
    const { world, attempts } = shop(() => Response.json({ error: 'bad' }, { status: 400 }));
    await placeOrder(order, 'vu', world);
    expect(attempts).toMatchObject([{ outcome: 'fail', status: 400, error: '{"error":"bad"}' }]);
  });

  it.each([
    [408, 'info'],
    [429, 'fail'],
    [500, 'info'],
    [200, 'info'],
  ] as const)('takes a %s without an order for %s, and asks again', async (status, outcome) => {
    const answers = [() => new Response('wait', { status }), accepted];
    const { world, attempts } = shop(() => answers.shift()?.() ?? accepted());
    await placeOrder(order, 'vu', world);
    expect(attempts.map((attempt) => attempt.outcome)).toEqual([outcome, 'ok']);
    expect(attempts[0]).not.toHaveProperty('answer');
  });

  it.each(['afterwards', 'at-once'] as const)('repeats an order %s under a process of its own', async (repeat) => {
    const { world, attempts } = shop(accepted);
    await placeOrder({ ...order, repeat }, 'vu', world);
    expect(attempts.map(({ process }) => process).sort()).toEqual(['vu', 'vu/repeat']);
    expect(new Set(attempts.map(({ key, digest }) => `${key} ${digest}`)).size).toBe(1);
  });
});

function shop(answer: () => Response | Promise<Response>) {
  const requests: { url: string; key: string | null; body: unknown }[] = [];
  const attempts: ClientAttempt[] = [];
  const naps: number[] = [];
  let time = 0;
  const world: World = {
    target: 'http://shop/dev',
    cloud: localstackCloud('http://127.0.0.1:4566'),
    seed: 1,
    now: () => time++,
    sleep: async (ms) => void naps.push(ms),
    record: (attempt) => attempts.push(attempt),
    mayRetry: () => true,
    fetch: async (url, init) => {
      const key = new Headers(init?.headers).get('idempotency-key');
      requests.push({ url: String(url), key, body: JSON.parse(String(init?.body)) });
      return answer();
    },
  };
  return { world, requests, attempts, naps };
}
