import { describe, expect, it } from '@jest/globals';
import { aRule, queueEvent, underChaos } from '../testing/handler-under-chaos.ts';

type Event = ReturnType<typeof queueEvent>;
const noFailures = { batchItemFailures: [] };
const failed = (...ids: number[]) => ({ batchItemFailures: ids.map((id) => ({ itemIdentifier: `message-${id}` })) });
const ordersIn = (event: unknown) => (event as Event).Records.map(({ body }) => JSON.parse(body).sagaId);
const shows = (steps: readonly string[]) => steps.filter((step) => step.startsWith('show'));

describe('duplicate', () => {
  it('delivers a message again: visible while its handler has it, and not acknowledged', async () => {
    const { run, steps, ledger } = underChaos([aRule('duplicate')], failed(1));
    expect(await run(queueEvent(['a'], ['b'], ['c', 2]))).toEqual(failed(1, 0));
    expect(ledger).toMatchObject([
      { fault: 'duplicate', place: 'record', key: 'a' },
      { fault: 'duplicate', place: 'record', key: 'b' },
    ]);
    expect(steps.slice(-3)).toEqual(['show message-0 in 0', 'show message-1 in 0', 'handler']);
  });

  it('lets it come as often as its rule says', async () => {
    const { run } = underChaos([aRule('duplicate', { first: 3 })], noFailures);
    expect(await run(queueEvent(['a', 3], ['b', 4]))).toEqual(failed(0));
  });

  it('is forgotten by the next invocation', async () => {
    const { run } = underChaos([aRule('duplicate')], noFailures);
    await run(queueEvent(['a']));
    expect(await run(queueEvent(['a', 2]))).toEqual(noFailures);
  });

  it('duplicates nothing that SQS did not deliver', async () => {
    const { run, ledger } = underChaos([aRule('duplicate')]);
    expect(await run({ source: 'aws.events' })).toBe('handled');
    expect(ledger).toEqual([]);
  });

  it('is brought to its end though its rule is over by then', async () => {
    const rules = [aRule('duplicate')];
    const { run } = underChaos(rules, () => {
      rules.pop();
      return noFailures;
    });
    expect(await run(queueEvent(['a']))).toEqual(failed(0));
  });
});

describe('delayed-delivery', () => {
  const late = aRule('delayed-delivery', { keys: 'a', parameters: { delaySeconds: 7 } });

  it('keeps a message from the handler and has SQS show it later', async () => {
    const { run, events, steps } = underChaos([late], noFailures);
    expect(await run(queueEvent(['a'], ['b']))).toEqual(failed(0));
    expect(events.map(ordersIn)).toEqual([['b']]);
    expect(shows(steps)).toEqual(['show message-0 in 7']);
  });

  it('has no other fault act on a message that is not there', async () => {
    const { run, ledger } = underChaos([late, aRule('delay', { parameters: { delayMs: 1 } })], noFailures);
    await run(queueEvent(['a'], ['b']));
    expect(ledger.map(({ fault, key }) => `${fault} ${key}`)).toEqual(['delayed-delivery a', 'delay b']);
  });

  it('loses nothing where the answer cannot report a part of a batch: all of it comes again', async () => {
    const { run, events } = underChaos([late], undefined);
    await expect(run(queueEvent(['a'], ['b']))).rejects.toMatchObject({ name: 'MessageWithheld' });
    expect(events.map(ordersIn)).toEqual([['b']]);
  });
});

describe('reorder', () => {
  it('puts a message behind the rest of its batch', async () => {
    const { run, events, steps } = underChaos([aRule('reorder', { keys: 'a' })], noFailures);
    expect(await run(queueEvent(['a'], ['b'], ['c']))).toEqual(noFailures);
    expect(events.map(ordersIn)).toEqual([['b', 'c', 'a']]);
    expect(shows(steps)).toEqual([]);
  });

  it('sends a message back that has nothing behind it', async () => {
    const { run, events, steps } = underChaos([aRule('reorder', { keys: 'c' })], noFailures);
    expect(await run(queueEvent(['a'], ['b'], ['c']))).toEqual(failed(2));
    expect(events.map(ordersIn)).toEqual([['a', 'b']]);
    expect(shows(steps)).toEqual(['show message-2 in 1']);
  });
});

describe('poison', () => {
  it('spoils the body in each delivery, in the same way, and leaves the other messages', async () => {
    const { run, events, ledger } = underChaos([aRule('poison', { keys: 'a' })], noFailures);
    for (const delivery of [1, 2, 3]) await run(queueEvent(['a', delivery], ['b']));
    const bodies = (events as Event[]).map(({ Records }) => Records[0]?.body ?? '');
    expect(new Set(bodies).size).toBe(1);
    expect(() => JSON.parse(bodies[0] ?? '')).toThrow();
    expect((events as Event[]).map(({ Records }) => Records[1]?.body)).toEqual(Array(3).fill('{"sagaId":"b"}'));
    expect(ledger.map(({ key, attempt }) => [key, attempt])).toEqual([
      ['a', 1],
      ['a', 2],
      ['a', 3],
    ]);
  });

  it('hits the same messages in all deliveries, whatever its share', async () => {
    const { run, ledger } = underChaos([aRule('poison', { percentage: 40 })], noFailures);
    const orders = Array.from({ length: 30 }, (_, n) => `order-${n}`);
    const hits = async (delivery: number) => {
      ledger.length = 0;
      await run(queueEvent(...orders.map((order): [string, number] => [order, delivery])));
      return ledger.map(({ key }) => key);
    };
    expect((await hits(1)).length).toBeGreaterThan(3);
    expect(await hits(2)).toEqual(await hits(1));
  });

  it('gives the body of its rule', async () => {
    const { run, events } = underChaos([aRule('poison', { parameters: { body: 'not JSON' } })], noFailures);
    await run(queueEvent(['a']));
    expect((events as Event[])[0]?.Records[0]?.body).toBe('not JSON');
  });
});

describe('drop', () => {
  it('acknowledges what the handler never saw', async () => {
    const { run, events } = underChaos([aRule('drop', { keys: 'a', 'allow-loss': true })], noFailures);
    expect(await run(queueEvent(['a'], ['b']))).toEqual(noFailures);
    expect(events.map(ordersIn)).toEqual([['b']]);
  });
});

describe('batch-item-failures', () => {
  it('reports messages as failed that were handled', async () => {
    const { run, events, ledger } = underChaos([aRule('batch-item-failures', { keys: 'b' })], failed(0));
    expect(await run(queueEvent(['a'], ['b'], ['c']))).toEqual(failed(0, 1));
    expect(events.map(ordersIn)).toEqual([['a', 'b', 'c']]);
    expect(ledger.map(({ key }) => key)).toEqual(['b']);
  });

  it('is refused where the answer is no batch response', async () => {
    const { run, ledger, refusals } = underChaos([aRule('batch-item-failures')]);
    expect(await run(queueEvent(['a']))).toBe('handled');
    expect(ledger).toEqual([]);
    expect(refusals[0]).toMatch(/no batchItemFailures/);
  });
});

describe('visibility-timeout', () => {
  it('shows the message to others, and has the handler come late', async () => {
    const rule = aRule('visibility-timeout', { keys: 'a', parameters: { overrunMs: 900 } });
    const { run, steps, naps } = underChaos([rule], noFailures);
    expect(await run(queueEvent(['a'], ['b']))).toEqual(noFailures);
    expect(steps).toEqual(['log visibility-timeout', 'show message-0 in 0', 'handler']);
    expect(naps.reduce((sum, ms) => sum + ms)).toBe(900);
  });
});
