import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isHit } from '../../chaos/faults/hit.ts';
import { injectionOf } from '../../observe/collect/injections.ts';
import { eventually, invoke } from './order-system-client.ts';

const latencyFunction = 'orders-chaos-latency';
const throttleFunction = 'orders-chaos-throttle';

/** Invokes a function and reads the injections that it has logged. */
async function observed(name: string, event: unknown) {
  const invoked = await invoke(name, event);
  return { ...invoked, injections: invoked.log.split('\n').flatMap((line) => injectionOf(line) ?? []) };
}

/** A record that no consumer can read: it has no effect, but its id is a key for faults. */
const poison = (messageId: string) => ({
  Records: [
    {
      eventSource: 'aws:sqs',
      messageId,
      receiptHandle: 'none',
      body: 'poison',
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: {},
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:orders-payments',
    },
  ],
});

describe('the latency function', () => {
  const id = 'test-slow-payments';
  const slow = {
    action: 'inject',
    id,
    function: 'orders-payments',
    percentage: 100,
    delayMs: 400,
    jitterMs: 50,
    seed: 1,
  };
  const pay = () => observed('orders-payments', poison(randomUUID()));

  afterEach(() => invoke(latencyFunction, { action: 'withdraw', id }));

  it('slows a function, with a line in the ledger for each, until it is withdrawn', async () => {
    await pay();
    const { answer } = await invoke(latencyFunction, { ...slow, durationSeconds: 60 });
    expect(answer.rules).toMatchObject([{ id, fault: 'delay', percentage: 100 }]);
    const slowed = await eventually('a slowed payment', async () => {
      const paid = await pay();
      return paid.injections.length > 0 ? paid : undefined;
    });
    expect(slowed.injections).toMatchObject([{ rule: id, fault: 'delay', function: 'orders-payments' }]);
    expect(slowed.tookMs).toBeGreaterThan(350);
    expect((await invoke(latencyFunction, { action: 'withdraw', id })).answer.rules).toEqual([]);
    await eventually('a payment without a fault', async () =>
      (await pay()).injections.length === 0 ? true : undefined,
    );
  });

  it('refuses a second rule for the same thing at the same time', async () => {
    await invoke(latencyFunction, { ...slow, durationSeconds: 60 });
    const { answer } = await invoke(latencyFunction, { ...slow, id: 'test-again', durationSeconds: 60 });
    expect(answer.errorMessage).toMatch(/"test-again" overlaps with "test-slow-payments"/);
  });

  it('leaves a rule that ends by itself', async () => {
    await invoke(latencyFunction, { ...slow, durationSeconds: 2 });
    await eventually('a slowed payment', async () => ((await pay()).injections.length > 0 ? true : undefined));
    await eventually('a payment without a fault', async () =>
      (await pay()).injections.length === 0 ? true : undefined,
    );
    expect((await invoke(latencyFunction, { action: 'status' })).answer.rules).toEqual([]);
  });

  it.each([
    [{ ...slow, delayMs: -1, durationSeconds: 1 }, /delayMs/],
    [{ ...slow }, /durationSeconds: .*expected number/],
    [{ ...slow, percent: 3, durationSeconds: 1 }, /"percent"/],
    [{ action: 'explode' }, /action/],
    [{ ...slow, function: 'orders-payment', durationSeconds: 1 }, /function "orders-payment" does not exist/],
    [{ ...slow, function: latencyFunction, durationSeconds: 1 }, /not a chaos function/],
  ])('refuses %j with a reason', async (event, reason) => {
    const { error, answer } = await invoke(latencyFunction, event);
    expect(error).toBe('Unhandled');
    expect(answer.errorMessage).toMatch(reason);
  });
});

describe('the throttle function', () => {
  const id = 'test-throttle';
  afterEach(() => invoke(throttleFunction, { action: 'withdraw', id }));

  it('throttles a table inside the retry loop of the SDK', async () => {
    const rule = { action: 'inject', id, table: 'orders-sagas', operations: ['GetItem'], percentage: 5, seed: 11 };
    // An order whose first try is refused and whose second is not: the function still answers.
    const refused = (orderId: string, attempt: number) =>
      isHit({ id, seed: 11, percentage: 5 }, { key: orderId, point: 'dynamodb:GetItem orders-sagas', attempt });
    // Nobody else's, nor that of an earlier test on the same LocalStack: attempts are counted on.
    const run = Date.now();
    const orderId = Array.from({ length: 5_000 }, (_, n) => `no-such-order-${run}-${n}`).find(
      (candidate) => refused(candidate, 1) && !refused(candidate, 2),
    );
    await invoke(throttleFunction, { ...rule, durationSeconds: 60 });
    const event = {
      httpMethod: 'GET',
      path: `/orders/${orderId}`,
      headers: {},
      pathParameters: { id: orderId },
      requestContext: { requestId: 'r' },
    };
    const { answer, injections } = await eventually('a throttled read', async () => {
      const got = await observed('orders-api', event);
      return got.injections.length > 0 ? got : undefined;
    });
    expect(injections).toMatchObject([{ rule: id, key: orderId, operation: 'dynamodb:GetItem', attempt: 1 }]);
    expect(answer.statusCode).toBe(404);
  });
});
