import { describe, expect, it } from '@jest/globals';
import { aRule, queueEvent, REMAINING_MS, underChaos } from '../testing/handler-under-chaos.ts';

const sides = ['before', 'after'] as const;
const request = { path: '/orders', headers: { 'idempotency-key': 'k' }, requestContext: { requestId: 'h' } };

describe('delay', () => {
  const parameters = { delayMs: 300, jitterMs: 100 };

  it('holds the handler up once, by the longest draw of its records, and logs each of them', async () => {
    const { run, naps, ledger } = underChaos([aRule('delay', { parameters })]);
    expect(await run(queueEvent(['a'], ['b', 2]))).toBe('handled');
    expect(ledger).toMatchObject([
      { rule: 'delay', fault: 'delay', key: 'a', attempt: 1, function: 'f', place: 'function', requestId: 'request-1' },
      { key: 'b', attempt: 2, when: 'before' },
    ]);
    expect(naps).toEqual([Math.max(...ledger.map(({ delayMs }) => delayMs ?? 0))]);
  });

  it.each(sides)('waits %s the handler', async (when) => {
    const { run, steps } = underChaos([aRule('delay', { parameters: { ...parameters, when } })]);
    await run(request);
    expect(steps).toEqual(when === 'before' ? ['log delay', 'handler'] : ['handler', 'log delay']);
  });
});

describe('error', () => {
  it.each(sides)('throws %s the handler, with type and message', async (when) => {
    const { run, steps } = underChaos([
      aRule('error', { parameters: { when, type: 'Overload', message: 'Too much.' } }),
    ]);
    await expect(run(queueEvent(['a']))).rejects.toMatchObject({ name: 'Overload', message: 'Too much.' });
    expect(steps).toEqual(when === 'before' ? ['log error'] : ['handler', 'log error']);
  });
});

describe('timeout', () => {
  it.each(sides)('sleeps past the deadline, %s the handler', async (when) => {
    const { run, steps, naps } = underChaos([aRule('timeout', { parameters: { when } })]);
    await run(queueEvent(['a']));
    expect(naps.reduce((sum, ms) => sum + ms)).toBe(REMAINING_MS + 5_000);
    expect(steps).toEqual(when === 'before' ? ['log timeout', 'handler'] : ['handler', 'log timeout']);
  });
});

describe('crash', () => {
  it.each(sides)('ends the process %s its handler, with the exit code, when the line is in the log', async (when) => {
    const { run, steps } = underChaos([aRule('crash', { parameters: { when, exitCode: 3 } })]);
    await expect(run(queueEvent(['a']))).rejects.toThrow('exit 3');
    expect(steps).toEqual(when === 'before' ? ['log crash', 'exit 3'] : ['handler', 'log crash', 'exit 3']);
  });

  it('takes all memory that the function has', async () => {
    const { run } = underChaos([aRule('crash', { parameters: { how: 'out-of-memory' } })]);
    await expect(run(queueEvent(['a']))).rejects.toThrow('out of 256 MB');
  });

  it('spares the next delivery', async () => {
    const { run, ledger } = underChaos([aRule('crash')]);
    expect(await run(queueEvent(['a', 2]))).toBe('handled');
    expect(ledger).toEqual([]);
  });
});

describe('http-response', () => {
  const parameters = { statusCode: 503, headers: { 'retry-after': '2' }, body: '{"error":"no"}' };
  const answer = {
    statusCode: 503,
    headers: { 'content-type': 'application/json', 'retry-after': '2' },
    body: '{"error":"no"}',
  };

  it.each(sides)('answers in place of the handler or of its answer: %s', async (when) => {
    const { run, steps } = underChaos([aRule('http-response', { parameters: { ...parameters, when } })], {
      statusCode: 202,
    });
    expect(await run(request)).toEqual(answer);
    expect(steps).toEqual(when === 'before' ? ['log http-response'] : ['handler', 'log http-response']);
  });

  it('frees what others hold when it answers at once', async () => {
    const { run, steps } = underChaos([aRule('disk-full'), aRule('http-response')]);
    await run(request);
    expect(steps).toEqual(['log disk-full', 'fill', 'log http-response', 'free']);
  });
});

describe('response-corruption', () => {
  it('spoils the body of an HTTP answer and leaves its status', async () => {
    const body = JSON.stringify({ orderId: 'o-1', status: 'running' });
    const { run } = underChaos([aRule('response-corruption')], { statusCode: 202, body });
    const answer = (await run(request)) as { statusCode: number; body: string };
    expect(answer).toEqual({ statusCode: 202, body: expect.any(String) });
    expect(answer.body).toHaveLength(body.length);
    expect(answer.body).not.toBe(body);
  });

  it('makes a text of any other answer, the same in each run', async () => {
    const run = () =>
      underChaos([aRule('response-corruption', { parameters: { how: 'truncated' } })], { a: 1 }).run(request);
    const answer = await run();
    expect('{"a":1}'.startsWith(String(answer))).toBe(true);
    expect(await run()).toBe(answer);
  });
});

describe.each([
  ['disk-full', ['log disk-full', 'fill', 'handler', 'free']],
  ['cpu-burn', ['log cpu-burn', 'burn 2 for 5000', 'handler', 'cool']],
] as const)('%s', (fault, expected) => {
  it('lasts as long as the handler, and ends with it', async () => {
    const { run, steps } = underChaos([aRule(fault)]);
    await run(queueEvent(['a']));
    expect(steps).toEqual(expected);
  });

  it('ends when the handler fails, too, and when another fault ends the invocation', async () => {
    const failing = underChaos([aRule(fault)], () => Promise.reject(new Error('bug')));
    await expect(failing.run(queueEvent(['a']))).rejects.toThrow('bug');
    expect(failing.steps).toEqual(expected);
    for (const when of sides) {
      const { run, steps } = underChaos([aRule(fault), aRule('error', { parameters: { when } })]);
      await expect(run(queueEvent(['a']))).rejects.toThrow('Thrown by');
      expect(steps.at(-1)).toBe(expected.at(-1));
      expect(steps.filter((step) => step === expected.at(-1))).toHaveLength(1);
    }
  });
});

describe('a fault that loses messages', () => {
  it.each(['http-response', 'response-corruption', 'drop'] as const)(
    '%s is refused at an SQS consumer, with the reason in the log, unless its rule allows loss',
    async (fault) => {
      const batch = { batchItemFailures: [{ itemIdentifier: 'message-0' }] };
      const { run, refusals, ledger, events } = underChaos([aRule(fault)], batch);
      expect(await run(queueEvent(['a'], ['b']))).toEqual(batch);
      expect(events).toEqual([queueEvent(['a'], ['b'])]);
      expect(refusals).toHaveLength(2);
      expect(refusals[0]).toMatch(/would lose messages: .*"allow-loss": true/);
      expect(ledger).toEqual([]);

      const allowed = underChaos([aRule(fault, { 'allow-loss': true })], batch);
      await allowed.run(queueEvent(['a'], ['b']));
      expect(allowed.ledger.map(({ key }) => key)).toEqual(['a', 'b']);
    },
  );

  it('is not refused where no message can be lost', async () => {
    const { run, ledger } = underChaos([aRule('http-response')]);
    await run(request);
    expect(ledger).toHaveLength(1);
  });
});
