import { setTimeout as pause } from 'node:timers/promises';
import {
  DeleteFunctionConcurrencyCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Consumer, deployConsumer, type Invocation, peakConcurrency } from './consumer.ts';
import type { ConsumerSettings } from './consumer-template.ts';

const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const lambda = new LambdaClient({});
const consumers: Consumer[] = [];

// Each test waits for conditions; the slowest waits for three visibility timeouts.
afterAll(async () => {
  await Promise.all(consumers.map((consumer) => consumer.remove()));
});

async function consumer(settings: ConsumerSettings): Promise<Consumer> {
  const deployed = await deployConsumer({ region: 'us-east-1' }, settings);
  consumers.push(deployed);
  return deployed;
}

async function send(queueUrl: string, bodies: readonly { n: number; failures?: number }[], groups = 0): Promise<void> {
  for (let from = 0; from < bodies.length; from += 10)
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: bodies.slice(from, from + 10).map((body) => ({
          Id: `m${body.n}`,
          MessageBody: JSON.stringify(body),
          ...(groups > 0 && { MessageGroupId: `g${body.n % groups}`, MessageDeduplicationId: `m${body.n}` }),
        })),
      }),
    );
}

async function until<Value>(
  what: string,
  look: () => Promise<Value>,
  ready: (value: Value) => boolean,
): Promise<Value> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const value = await look();
    if (ready(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`${what}: not within 120 s; the last look gave ${JSON.stringify(value)}`);
    await pause(100);
  }
}

const depth = async (queueUrl: string): Promise<{ visible: number; inFlight: number }> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
  };
};

const drained = (queueUrl: string) =>
  until(
    'the queue is empty',
    () => depth(queueUrl),
    ({ visible, inFlight }) => visible + inFlight === 0,
  );

const mappingState = async (id: string): Promise<string | undefined> =>
  (await lambda.send(new GetEventSourceMappingCommand({ UUID: id }))).State;

const numbers = (count: number): { n: number }[] => Array.from({ length: count }, (_, n) => ({ n }));
const processed = (invocations: readonly Invocation[]) => invocations.flatMap(({ messages }) => messages);
const logged = (from: Consumer, count: number) =>
  until('the invocations are logged', from.invocations, (found) => processed(found).length >= count);

describe('an SQS event source mapping', () => {
  it('runs several batches at once, and never more than MaximumConcurrency', async () => {
    const { queueUrl, ...rest } = await consumer({ batchSize: 1, maximumConcurrency: 3, visibilitySeconds: 30 });
    await send(queueUrl, numbers(60));
    await drained(queueUrl);
    const invocations = await logged({ queueUrl, ...rest }, 60);
    expect(
      processed(invocations)
        .map(({ n }) => n)
        .sort((a, b) => a - b),
    ).toEqual(numbers(60).map(({ n }) => n));
    expect(peakConcurrency(invocations)).toBe(3);
  });

  it('delivers only the failed messages of a batch again, after their visibility timeout', async () => {
    const target = await consumer({ visibilitySeconds: 2 });
    await send(target.queueUrl, [{ n: 0 }, { n: 1, failures: 1 }, { n: 2 }, { n: 3 }]);
    await drained(target.queueUrl);
    const invocations = await logged(target, 5);
    const receives = Object.groupBy(processed(invocations), ({ n }) => n);
    expect(Object.values(receives).map((each) => each?.length)).toEqual([1, 2, 1, 1]);
    const again = invocations.find(({ messages }) => messages.some(({ receives }) => receives === 2));
    expect((again?.start ?? 0) - (again?.messages[0]?.firstReceived ?? 0)).toBeGreaterThanOrEqual(2_000);
  });

  it('leaves poison to the DLQ after maxReceiveCount receives', async () => {
    const target = await consumer({ visibilitySeconds: 1, maxReceiveCount: 3 });
    await send(target.queueUrl, [{ n: 0 }, { n: 1, failures: 99 }]);
    await until(
      'the poison is in the DLQ',
      () => depth(target.dlqUrl),
      ({ visible }) => visible === 1,
    );
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: target.dlqUrl }));
    expect(Messages.map(({ Body = '' }) => JSON.parse(Body))).toEqual([{ n: 1, failures: 99 }]);
    const invocations = await logged(target, 4);
    expect(
      processed(invocations)
        .filter(({ n }) => n === 1)
        .map(({ receives }) => receives),
    ).toEqual([1, 2, 3]);
  });

  it('takes nothing while disabled, lets running batches finish, and goes on when enabled', async () => {
    const target = await consumer({ batchSize: 1, maximumConcurrency: 2, workMs: 500, visibilitySeconds: 30 });
    await send(target.queueUrl, numbers(2));
    await until(
      'both messages are in flight',
      () => depth(target.queueUrl),
      ({ inFlight }) => inFlight === 2,
    );
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID: target.mappingId, Enabled: false }));
    await until(
      'the mapping is disabled',
      () => mappingState(target.mappingId),
      (state) => state === 'Disabled',
    );
    await drained(target.queueUrl);
    await send(target.queueUrl, [{ n: 2 }]);
    await pause(1_500); // Nothing must happen in this time; there is no condition to wait for.
    expect(await depth(target.queueUrl)).toEqual({ visible: 1, inFlight: 0 });
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID: target.mappingId, Enabled: true }));
    await drained(target.queueUrl);
    expect(processed(await logged(target, 3)).map(({ receives }) => receives)).toEqual([1, 1, 1]);
  });

  it('offers a message at least once whose window is not below the visibility timeout', async () => {
    for (const windowSeconds of [3, 10]) {
      const target = await consumer({ visibilitySeconds: 3, windowSeconds, maxReceiveCount: 2 });
      await send(target.queueUrl, [{ n: 1 }]);
      await drained(target.queueUrl);
      expect(processed(await logged(target, 1))).toMatchObject([{ n: 1, receives: 1 }]);
      expect(await depth(target.dlqUrl)).toEqual({ visible: 0, inFlight: 0 });
    }
  });

  it('keeps the order of a FIFO group over failures, and runs groups at once', async () => {
    const target = await consumer({ fifo: true, batchSize: 2, visibilitySeconds: 2, maxReceiveCount: 10 });
    const bodies = numbers(24).map(({ n }) => (n === 4 || n === 9 ? { n, failures: 1 } : { n }));
    await send(target.queueUrl, bodies, 3);
    await drained(target.queueUrl);
    const invocations = await until(
      'all are processed',
      target.invocations,
      (found) => successes(found, bodies).length === 24,
    );
    for (const group of ['g0', 'g1', 'g2']) {
      const order = successes(invocations, bodies).filter((message) => message.group === group);
      expect(order.map(({ n }) => n)).toEqual(order.map(({ n }) => n).sort((a, b) => a - b));
      const own = invocations.filter(({ messages }) => messages[0]?.group === group);
      expect(own.every(({ messages }) => messages.every((message) => message.group === group))).toBe(true);
      expect(peakConcurrency(own)).toBe(1);
    }
    expect(peakConcurrency(invocations)).toBeGreaterThan(1);
  });

  it('loses nothing while the function is throttled, and burns no receive within the visibility timeout', async () => {
    const target = await consumer({ batchSize: 1, maximumConcurrency: 5, visibilitySeconds: 30 });
    const FunctionName = target.functionName;
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    await send(target.queueUrl, numbers(10));
    await until(
      'batches wait',
      () => depth(target.queueUrl),
      ({ inFlight }) => inFlight >= 2,
    );
    await pause(500); // Time for some refusals.
    expect(await target.invocations()).toEqual([]);
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    await drained(target.queueUrl);
    const messages = processed(await logged(target, 10));
    expect(messages.map(({ n }) => n).sort((a, b) => a - b)).toEqual(numbers(10).map(({ n }) => n));
    expect(messages.every(({ receives }) => receives === 1)).toBe(true);
  });
});

/** The messages in the order of their success: a batch ends at its first failure, as the consumer reports it. */
function successes(invocations: readonly Invocation[], bodies: readonly { n: number; failures?: number }[]) {
  const fails = ({ n, receives }: { n: number; receives: number }): boolean => receives <= (bodies[n]?.failures ?? 0);
  return invocations.flatMap(({ messages }) => {
    const first = messages.findIndex(fails);
    return first < 0 ? messages : messages.slice(0, first);
  });
}
