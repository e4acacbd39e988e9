import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateEventSourceMappingCommand, DeleteEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Called, deployCaller, queueEvent } from './caller-function.ts';
import { endChaos, faults, inject, injectionsOf } from './chaos-api.ts';
import { eventually } from './order-system-client.ts';
import { createTable, dynamo, type TestTable } from './test-table.ts';
import { lambda, type ZipFunction } from './zip-function.ts';

const YEAR_MS = 365 * 86_400_000;
/** So far apart are clocks that are read by different processes. */
const CLOCK_STEP_MS = 1_000;
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

let table: TestTable;
let caller: ZipFunction;
let order: string;
let orders = 0;

beforeAll(async () => {
  table = await createTable();
  caller = await deployCaller(table.name);
});

afterEach(endChaos);

afterAll(async () => {
  await caller[Symbol.asyncDispose]();
  await table[Symbol.asyncDispose]();
});

/** A rule of the lab's form for the function. */
function rule(id: string, fault: string, parameters: object, more: object = {}) {
  const now = Date.now();
  order = `order-${++orders}`;
  return {
    ...{ id, fault, target: { function: caller.name }, parameters, percentage: 100, seed: 1 },
    ...{ startsAt: now, expiresAt: now + 30_000, ...more },
  };
}

const call = async () => (await caller.invoke(queueEvent(order))).payload as Called;
const written = () => Promise.all(['first', 'second'].map((part) => table.has(`${order}#${part}`)));

describe('an execution environment that is killed', () => {
  const killed = { errorType: 'Runtime.ExitError', errorMessage: expect.stringMatching(/signal: killed$/) };

  it.each([
    ['start', {}, [false, false]],
    ['before-call', { call: 2 }, [true, false]],
    ['after-call', { call: 1 }, [true, false]],
    ['before-acknowledgement', {}, [true, true]],
  ])('%s %j has written %j, and Lambda says that it exited', async (when, point, effects) => {
    await inject(rule('kill', 'kill-environment', { when, ...point }));
    const { payload, error } = await caller.invoke(queueEvent(order));
    expect(error).toBe('Unhandled');
    expect(payload).toEqual(killed);
    expect(await written()).toEqual(effects);
    expect(await injectionsOf('kill')).toMatchObject([
      { fault: 'kill-environment', place: 'environment', key: order, attempt: 1, when, function: caller.name },
    ]);
  });

  it('starts cold again, and so does nobody else', async () => {
    const { pid } = await call();
    await inject(rule('kill', 'kill-environment', { when: 'time', afterMs: 0 }, { target: { function: 'other' } }));
    expect((await call()).pid).toBe(pid);
    await inject(rule('kill', 'kill-environment', { when: 'start' }));
    await caller.invoke(queueEvent(order));
    await endChaos();
    expect((await call()).pid).not.toBe(pid);
  });

  it('between effect and acknowledgement brings its message back', async () => {
    const name = `faultline-chaos-${crypto.randomUUID().slice(0, 8)}`;
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: '5' } }),
    );
    const { UUID } = await lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
        FunctionName: caller.name,
      }),
    );
    try {
      await inject(rule('dying', 'kill-environment', {}));
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ orderId: order }) }));
      const handled = await eventually('the second delivery to be handled', async () => {
        const lines = await caller.logLines(/handled/);
        const found = lines.filter((line) => line.includes(`["${order}"]`));
        return found.length > 1 ? found : undefined;
      });
      expect(handled).toHaveLength(2);
      await eventually('the message to be gone', async () => {
        const AttributeNames = ['All' as const];
        const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
        const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes ?? {};
        return (ApproximateNumberOfMessages === '0' && ApproximateNumberOfMessagesNotVisible === '0') || undefined;
      });
      expect(await injectionsOf('dying')).toMatchObject([{ key: order, attempt: 1, when: 'before-acknowledgement' }]);
    } finally {
      await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    }
  });
});

describe('an execution environment that stands still or is slow', () => {
  it('goes on with its call after its pause', async () => {
    const { pid } = await call();
    await inject(rule('pause', 'pause-environment', { when: 'before-call', call: 2, pauseMs: 800 }));
    const called = await call();
    expect(called.pid).toBe(pid);
    expect(called.tookMs).toBeGreaterThan(790);
    expect(await written()).toEqual([true, true]);
  });

  it('times out in a pause that is longer than it may take, and its next call is never made', async () => {
    await inject(rule('long', 'pause-environment', { when: 'before-call', call: 2, pauseMs: 20_000 }));
    const { payload, error } = await caller.invoke(queueEvent(order));
    expect(error).toBe('Unhandled');
    expect(payload).toMatchObject({ errorMessage: expect.stringMatching(/Task timed out after 5\.00 seconds/) });
    expect(await written()).toEqual([true, false]);
    await endChaos();
    expect((await call()).attempts).toEqual([1, 1]);
  });

  it('loses its answer when it is paused past its time-out with the answer given', async () => {
    await inject(rule('late', 'pause-environment', { when: 'before-acknowledgement', pauseMs: 20_000 }));
    const { payload } = await caller.invoke(queueEvent(order));
    expect(payload).toMatchObject({ errorMessage: expect.stringMatching(/timed out/) });
    expect(await written()).toEqual([true, true]);
  });

  it('runs again at once when its rule is withdrawn', async () => {
    await call();
    await inject(rule('long', 'pause-environment', { when: 'start', pauseMs: 20_000 }));
    const calling = call();
    await eventually('the pause', async () => (await injectionsOf('long'))[0]);
    await faults('DELETE', [{ id: 'long' }]);
    expect((await calling).attempts).toEqual([1, 1]);
  });

  it('takes longer with little processor time', async () => {
    await call();
    await inject(rule('slow', 'slow-environment', { cpuPercent: 5 }));
    const began = performance.now();
    await call();
    // Of each 100 ms it stands still for 95, from the start on; the function itself sees only what of that falls into its own time.
    expect(performance.now() - began).toBeGreaterThan(94);
    expect(await injectionsOf('slow')).toMatchObject([{ fault: 'slow-environment', when: 'start' }]);
  });
});

describe('a clock that is wrong', () => {
  it('is wrong for one function while the rule acts, in its warm environment too, but not for its deadline', async () => {
    const before = await call();
    await inject(rule('ahead', 'clock-skew', { skewMs: YEAR_MS }));
    const [sent, skewed, answered] = [Date.now(), await call(), Date.now()];
    expect(skewed.pid).toBe(before.pid);
    for (const time of [skewed.now, skewed.date]) {
      expect(time - YEAR_MS).toBeGreaterThanOrEqual(sent - CLOCK_STEP_MS);
      expect(time - YEAR_MS).toBeLessThanOrEqual(answered + CLOCK_STEP_MS);
    }
    expect(skewed.remainingMs).toBeLessThanOrEqual(5_000);
    expect(skewed.remainingMs).toBeGreaterThan(0);
    await endChaos();
    const [ended, after] = [Date.now(), await call()];
    expect(after.pid).toBe(before.pid);
    expect(after.now).toBeGreaterThanOrEqual(ended - CLOCK_STEP_MS);
    expect(after.now).toBeLessThanOrEqual(Date.now() + CLOCK_STEP_MS);
  });
});

describe('DynamoDB that stops', () => {
  const stop = (calls: string, durationMs: number) => ({
    ...{ id: 'gone', fault: 'stop-dynamodb', target: { service: 'dynamodb' }, parameters: { calls }, durationMs },
  });

  it('fails every call, then comes back by itself with everything that it had', async () => {
    await table.put('kept');
    await inject(stop('fail', 5_000));
    const from = performance.now();
    await expect(table.put('lost')).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      $metadata: { httpStatusCode: 503 },
    });
    await eventually('DynamoDB to answer', () => dynamo.send(new ListTablesCommand({})).catch(() => undefined));
    expect(performance.now() - from).toBeGreaterThan(3_000);
    expect([await table.has('kept'), await table.has('lost')]).toEqual([true, false]);
    expect((await injectionsOf('gone')).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['dynamodb', table.name]),
    );
  });

  it('answers late where calls hang', async () => {
    await inject(stop('hang', 1_000));
    const from = performance.now();
    await table.put('late');
    expect(performance.now() - from).toBeGreaterThan(800);
    expect(await table.has('late')).toBe(true);
  });

  it('must end', async () => {
    expect(await faults('POST', [{ ...stop('fail', 1), durationMs: undefined }])).toMatchObject({
      status: 400,
      body: { problems: [{ at: 'rules[0].durationMs', got: 'nothing' }] },
    });
  });
});
