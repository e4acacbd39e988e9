import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isHit } from '../../chaos/faults/hit.ts';
import { readInjections } from '../../observe/collect/injections.ts';
import type { Injection } from '../../run/run-files.ts';
import { effectsOf, eventually, final, invoke, orderSystem, post } from './order-system-client.ts';

const logs = new CloudWatchLogsClient({});
const failureFunction = 'orders-chaos-failure';
const victim = 'orders-payments';
const startedAt = Date.now();

/** A batch that no consumer can read: it has no effect, but its saga ids are keys for faults. */
function poison(...sagaIds: string[]) {
  return {
    Records: sagaIds.map((sagaId) => ({
      eventSource: 'aws:sqs',
      messageId: randomUUID(),
      receiptHandle: 'none',
      body: JSON.stringify({ sagaId }),
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: {},
      eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${victim}`,
    })),
  };
}

const id = 'test-failure';

async function inject(fault: string, parameters: object = {}, target: object = { function: victim }, percentage = 100) {
  const rule = { action: 'inject', id, fault, target, percentage, seed: 3, parameters, durationSeconds: 120 };
  const { error, answer } = await invoke(failureFunction, rule);
  if (error !== undefined) throw new Error(answer.errorMessage);
  // What a function knows of the rules is never two seconds old.
  await eventually('the rule to act', async () => (Date.now() > answer.now + 2_000 ? true : undefined));
}

/** The injections of this test's rule with these keys, once there are so many of them in CloudWatch Logs. */
function injectionsOf(keys: readonly string[], count: number): Promise<Injection[]> {
  return eventually(`${count} injections`, async () => {
    const { functions } = await orderSystem();
    const all = await readInjections(logs, functions, startedAt, Date.now() + 1_000);
    const found = all.filter(({ rule, key }) => rule === id && keys.includes(key ?? ''));
    return found.length >= count ? found : undefined;
  });
}

/** An order of something that nobody has: it is charged and refunded, whatever the faults. */
const order = {
  customer: 'chaos-failures',
  items: [{ sku: 'SKU-NONE', quantity: 1, unitPriceCents: 500 }],
  card: 'tok_visa',
  address: { country: 'DE', city: 'Bonn', street: 'Weg 1', zip: '53111' },
};

const effects = ['charge', 'reserve refused', 'refund'];

describe('the failure function', () => {
  afterEach(() => invoke(failureFunction, { action: 'withdraw', id }));

  it('makes a function throw after its handler, with type and message', async () => {
    await inject('error', { when: 'after', type: 'Overload', message: 'Too much.' });
    const { error, answer } = await invoke(victim, poison('order-error'));
    expect(error).toBe('Unhandled');
    expect(answer).toMatchObject({ errorType: 'Overload', errorMessage: 'Too much.' });
    expect(await injectionsOf(['order-error'], 1)).toMatchObject([{ fault: 'error', when: 'after' }]);
  });

  it('lets an execution environment die, its line in the log first', async () => {
    await inject('crash', { exitCode: 7 });
    const { error, answer } = await invoke(victim, poison('order-crash'));
    expect(error).toBe('Unhandled');
    expect(answer.errorType).toBe('Runtime.ExitError');
    expect(await injectionsOf(['order-crash'], 1)).toMatchObject([{ fault: 'crash', when: 'after', function: victim }]);
  });

  it('lets a function run into its deadline', async () => {
    await inject('timeout');
    const { error, answer } = await invoke(victim, poison('order-timeout'));
    expect(error).toBe('Unhandled');
    expect(answer.errorMessage).toMatch(/timed out/);
    expect(await injectionsOf(['order-timeout'], 1)).toMatchObject([{ fault: 'timeout' }]);
  });

  it('hits the identical set of orders with the same seed, one by one and in batches side by side', async () => {
    await inject('error', {}, { function: victim }, 30);
    const keys = Array.from({ length: 40 }, (_, n) => `same-${n}`);
    const due = keys.filter((key) => isHit({ id, seed: 3, percentage: 30 }, { key, attempt: 1 })).sort();
    expect(due.length).toBeGreaterThan(5);
    expect(due.length).toBeLessThan(25);
    const hit = async (batches: readonly string[][], sideBySide: number) => {
      const from = Date.now();
      const queue = [...batches];
      const worker = async () => {
        for (let batch = queue.pop(); batch !== undefined; batch = queue.pop()) await invoke(victim, poison(...batch));
      };
      await Promise.all(Array.from({ length: sideBySide }, worker));
      let seen = -1;
      // Lines come late: those that are due are waited for, and a look later there must be no more.
      return eventually('the log to be complete', async () => {
        const found = (await injectionsOf(keys, 1)).filter(({ at }) => at >= from);
        if (found.length >= due.length && found.length === seen) return found.flatMap(({ key }) => key ?? []).sort();
        seen = found.length;
        return undefined;
      });
    };
    const alone = keys.map((key) => [key]);
    expect(await hit(alone, 1)).toEqual(due);
    const batches = Array.from({ length: 8 }, (_, n) => keys.slice(n * 5, n * 5 + 5)).reverse();
    expect(await hit(batches, 4)).toEqual(due);
  });

  it('lets SQS deliver a message twice, which takes effect once', async () => {
    await inject('duplicate');
    const { body } = await post(order);
    await final(body.orderId);
    expect((await injectionsOf([body.orderId], 1))[0]).toMatchObject({ fault: 'duplicate', place: 'record' });
    await eventually('a second delivery', async () => {
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${victim}`, filterPattern: '"receiveCount"' }),
      );
      const mine = events.filter(({ message = '' }) => message.includes(body.orderId));
      return mine.some(({ message = '' }) => /"receiveCount":2/.test(message)) ? true : undefined;
    });
    expect(await effectsOf(body.orderId)).toEqual(effects);
  });

  it('loses the answer of a write that is done: the SDK makes it again, and it takes effect once', async () => {
    const target = { function: victim, table: 'orders-provider-ledger', operations: ['PutItem'] };
    await inject('lost-acknowledgement', {}, target);
    const { body } = await post(order);
    await final(body.orderId);
    const injections = await injectionsOf([body.orderId], 1);
    expect(injections[0]).toMatchObject({ fault: 'lost-acknowledgement', operation: 'dynamodb:PutItem', attempt: 1 });
    expect(await effectsOf(body.orderId)).toEqual(effects);
  });

  it.each([
    [{ fault: 'crash', target: { table: 't' } }, /target\.function/],
    [{ fault: 'crash', target: { function: 'f', table: 't' } }, /"table"/],
    [{ fault: 'crash', target: { function: 'f' }, parameters: { when: 'during' } }, /parameters\.when/],
    [{ fault: 'delay', target: { function: 'f' } }, /fault: .*"crash"/],
  ])('refuses %j with a reason', async (changes, reason) => {
    const rule = { action: 'inject', id, percentage: 1, seed: 1, durationSeconds: 1, ...changes };
    const { error, answer } = await invoke(failureFunction, rule);
    expect(error).toBe('Unhandled');
    expect(answer.errorMessage).toMatch(reason);
  });
});
