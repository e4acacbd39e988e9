import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from './order-system-client.ts';
import type { Condition } from './victim.ts';
import { deployVictim, type TestRule, type Victim } from './victim-function.ts';

/** All act at once: each hits keys of its own. */
const rules: readonly TestRule[] = [
  { fault: 'delay', keys: 'delay-*', parameters: { distribution: 'fixed', delayMs: 700 } },
  { fault: 'error', keys: 'error-*', parameters: { when: 'after', type: 'Overload', message: 'Too much.' } },
  { fault: 'http-response', keys: 'answer-*', parameters: { statusCode: 503, body: 'no' } },
  { fault: 'response-corruption', keys: 'spoil-*', parameters: { how: 'garbled' } },
  { fault: 'timeout', keys: 'timeout-*', parameters: { when: 'before' } },
  { fault: 'crash', keys: 'exit-*', parameters: { exitCode: 7 } },
  { fault: 'crash', keys: 'memory-*', parameters: { how: 'out-of-memory' } },
  { fault: 'disk-full', keys: 'disk-*' },
  { fault: 'cpu-burn', keys: 'burn-*', parameters: { threads: 1, burnMs: 2_000 } },
  { fault: 'duplicate', keys: 'twice-*', first: 2 },
  { fault: 'delayed-delivery', keys: 'late-*', parameters: { delaySeconds: 4 } },
  { fault: 'reorder', keys: 'overtaken-*', parameters: { holdSeconds: 1 } },
  { fault: 'poison', keys: 'poison-*', parameters: { body: 'poison' } },
  { fault: 'drop', keys: 'dropped-*', 'allow-loss': true },
  { fault: 'drop', keys: 'kept-*' },
  { fault: 'batch-item-failures', keys: 'again-*' },
  { fault: 'visibility-timeout', keys: 'zombie-*', parameters: { overrunMs: 1_500 } },
];

let victim: Victim;
let sentAt: number;

beforeAll(async () => {
  victim = await deployVictim(rules);
  sentAt = Date.now();
  // These take their time to come back; the tests of requests run meanwhile.
  await victim.send('twice-1', 'late-1', 'early-1', 'poison-1', 'dropped-1', 'again-1', 'kept-1');
});

afterAll(async () => {
  await victim[Symbol.asyncDispose]();
});

/** A request with an idempotency key, as an API passes it on. */
function request(key: string) {
  return victim.function.invoke({
    path: '/orders',
    headers: { 'Idempotency-Key': key },
    requestContext: { requestId: 'r' },
  });
}

function conditionIn(payload: unknown): Condition {
  return JSON.parse((payload as { body: string }).body);
}

function chaosLine(key: string) {
  return eventually(`a line of chaos about ${key}`, async () => {
    return (await victim.chaosLines()).find((line) => line.key === key);
  });
}

/** What the handler saw of a message, in its order, once it is so much: a busy machine may be late and see it again. */
function sightingsOf(key: string, count: number) {
  return eventually(`${count} sightings of ${key}`, async () => {
    const found = (await victim.sightings()).filter((sighting) => sighting.key === key);
    return found.length >= count ? found.toSorted((a, b) => a.at - b.at) : undefined;
  });
}

describe('in the function', () => {
  it('delay: the answer is late', async () => {
    const start = Date.now();
    expect(await request('delay-1')).toMatchObject({ payload: { statusCode: 200 } });
    expect(Date.now() - start).toBeGreaterThanOrEqual(700 + 400);
    expect(await chaosLine('delay-1')).toMatchObject({ faultline: 'injection', fault: 'delay', delayMs: 700 });
  });

  it('error: the invocation fails with type and message, and its repetition succeeds', async () => {
    const { payload, error } = await request('error-1');
    expect(error).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType: 'Overload', errorMessage: 'Too much.' });
    expect((await request('error-1')).error).toBeUndefined();
  });

  it('http-response: the answer is another', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await request('answer-1')).payload).toEqual({ statusCode: 503, headers, body: 'no' });
  });

  it('http-response: is refused where it would lose messages', async () => {
    await victim.send('answer-2');
    expect((await sightingsOf('answer-2', 1))[0]).toMatchObject({ receives: 1 });
    const line = await chaosLine('answer-2');
    expect(line).toMatchObject({ faultline: 'refusal', refused: expect.stringMatching(/"allow-loss": true/) });
  });

  it('response-corruption: the body is spoiled', async () => {
    const { payload } = await request('spoil-1');
    expect(payload).toMatchObject({ statusCode: 200, body: expect.stringContaining('#') });
    expect(() => conditionIn(payload)).toThrow();
  });

  it('timeout: Lambda ends the invocation', async () => {
    const { payload, error } = await request('timeout-1');
    expect(error).toBe('Unhandled');
    expect(JSON.stringify(payload)).toMatch(/timed out after 3/i);
    expect(await chaosLine('timeout-1')).toMatchObject({ fault: 'timeout' });
  });

  it.each([
    ['exit-1', /exit status 7/],
    ['memory-1', /signal: killed/],
  ])('crash: the environment dies (%s)', async (key, message) => {
    const { payload, error } = await request(key);
    expect(error).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(message) });
    expect(await chaosLine(key)).toMatchObject({ fault: 'crash' });
  });

  it('disk-full: nothing can be written, and the next invocation of the same environment can write again', async () => {
    expect(conditionIn((await request('disk-1')).payload).disk).toBe('ENOSPC');
    expect(conditionIn((await request('calm-1')).payload).disk).toBe('written');
  });

  it('cpu-burn: the processor is busy while the handler sleeps, and idle in the next invocation', async () => {
    const burning = conditionIn((await request('burn-1')).payload).busyMs;
    const calm = conditionIn((await request('calm-2')).payload).busyMs;
    // How much a thread gets in that moment is up to what else the machine does.
    expect(calm).toBeLessThan(burning / 2);
  });
});

describe('on a record', () => {
  it('duplicate: SQS delivers it three times though each succeeds', async () => {
    const receives = (await sightingsOf('twice-1', 3)).map((sighting) => sighting.receives);
    expect(receives).toEqual(expect.arrayContaining([1, 2, 3]));
  });

  it('delayed-delivery: the handler sees it later, in its second delivery', async () => {
    const [early] = await sightingsOf('early-1', 1);
    const [late] = await sightingsOf('late-1', 1);
    expect(late).toMatchObject({ receives: 2 });
    expect((late?.at ?? 0) - sentAt).toBeGreaterThanOrEqual(3_900);
    expect(early?.receives).toBe(1);
  });

  it('reorder: it comes after what was sent later', async () => {
    await victim.send('overtaken-1');
    await chaosLine('overtaken-1');
    await victim.send('later-1');
    const [overtaken] = await sightingsOf('overtaken-1', 1);
    const [later] = await sightingsOf('later-1', 1);
    expect(overtaken?.receives).toBe(2);
    expect(overtaken?.at).toBeGreaterThan(later?.at ?? Number.POSITIVE_INFINITY);
  });

  it('reorder: it is the last of its batch', async () => {
    const Records = ['overtaken-2', 'next-2', 'last-2'].map((key) => ({
      eventSource: 'aws:sqs',
      messageId: key,
      receiptHandle: 'none',
      eventSourceARN: victim.queueArn,
      body: JSON.stringify({ sagaId: key }),
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: { key: { stringValue: key } },
    }));
    expect((await victim.function.invoke({ Records })).payload).toEqual({ batchItemFailures: [] });
    await sightingsOf('overtaken-2', 1);
    const keys = (await victim.sightings()).map(({ key }) => key).filter((key) => key.endsWith('-2'));
    expect(keys.filter((key) => key !== 'answer-2')).toEqual(['next-2', 'last-2', 'overtaken-2']);
  });

  it('poison: it fails in each delivery and ends in the dead-letter queue, with its good body', async () => {
    const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
    const dead = await eventually('a dead letter', async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: victim.dlqUrl, WaitTimeSeconds: 1 }),
      );
      return Messages[0];
    });
    expect(dead.Body).toBe('{"id":"poison-1"}');
    const sightings = await sightingsOf('poison-1', 3);
    expect(sightings.map(({ body, receives }) => [body, receives])).toEqual([1, 2, 3].map((n) => ['poison', n]));
  });

  it('drop: the handler never sees it, and SQS has forgotten it', async () => {
    expect(await chaosLine('dropped-1')).toMatchObject({ faultline: 'injection', fault: 'drop', attempt: 1 });
    // By then its visibility timeout would have brought it back, as it did this one of the same batch.
    await sightingsOf('again-1', 2);
    expect((await victim.sightings()).filter(({ key }) => key === 'dropped-1')).toEqual([]);
  });

  it('drop: is refused where its rule does not allow loss', async () => {
    expect((await sightingsOf('kept-1', 1))[0]).toMatchObject({ receives: 1 });
    expect(await chaosLine('kept-1')).toMatchObject({ faultline: 'refusal' });
  });

  it('batch-item-failures: it comes again though it was handled', async () => {
    const receives = (await sightingsOf('again-1', 2)).map((sighting) => sighting.receives);
    expect(receives.slice(0, 2)).toEqual([1, 2]);
  });

  it('visibility-timeout: another environment has it before the late one', async () => {
    await victim.send('zombie-1');
    const [first, second] = await sightingsOf('zombie-1', 2);
    expect([first?.receives, second?.receives]).toEqual([2, 1]);
    expect(first?.requestId).not.toBe(second?.requestId);
  });
});
