import { describe, expect, it } from '@jest/globals';
import { type Invocation, QueueWorld } from '../testing/queue-world.ts';

const failed = { kind: 'failed' } as const;
const throttled = { kind: 'throttled' } as const;
const answered = (payload: unknown) => ({ kind: 'answered', payload }) as const;
const REPORTS = { FunctionResponseTypes: ['ReportBatchItemFailures'] };

describe('a mapping from a queue', () => {
  it('invokes its function with what comes, and deletes what was processed', () => {
    const world = new QueueWorld();
    world.queue('orders');
    world.map('orders', {});
    world.wait(3);
    world.send('orders', 'a', { MessageAttributes: { k: { DataType: 'Binary', BinaryValue: 'AAEC' } } });
    world.wait(1);
    expect(world.invocations).toMatchObject([{ atMs: 3000, bodies: ['a'] }]);
    expect(world.invocations[0]?.records).toEqual([
      {
        messageId: expect.any(String),
        receiptHandle: expect.any(String),
        body: 'a',
        attributes: {
          SenderId: '000000000000',
          SentTimestamp: '3000',
          ApproximateReceiveCount: '1',
          ApproximateFirstReceiveTimestamp: '3000',
        },
        messageAttributes: {
          k: { binaryValue: 'AAEC', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
        },
        md5OfMessageAttributes: expect.stringMatching(/^[\da-f]{32}$/),
        md5OfBody: '0cc175b9c0f1b6a831c399e269772661',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:orders',
        awsRegion: 'us-east-1',
      },
    ]);
    expect(world.counts('orders')).toEqual([0, 0, 0]);
  });

  it('offers what failed again when its visibility timeout is over, until it is a dead letter', () => {
    const world = new QueueWorld();
    world.withDeadLetters('orders', 3);
    world.map('orders', {}, () => ({ ended: failed }));
    world.send('orders', 'poison');
    world.wait(200);
    expect(world.invocations.map(({ atMs }) => atMs)).toEqual([0, 30_000, 60_000]);
    expect([world.counts('orders'), world.counts('dead')]).toEqual([
      [0, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('keeps in the queue what its function reports, and all if it reports nonsense', () => {
    const world = new QueueWorld();
    world.queue('orders');
    const answers = [
      ({ ids, bodies }: Invocation) => ({ batchItemFailures: [{ itemIdentifier: ids[bodies.indexOf('b')] }] }),
      () => ({ batchItemFailures: [{ itemIdentifier: 'unknown' }] }),
      () => ({}),
    ];
    for (const body of ['a', 'b', 'c']) world.send('orders', body);
    world.map('orders', REPORTS, (invocation, nth) => ({ ended: answered(answers[nth - 1]?.(invocation)) }));
    world.wait(100);
    expect(world.invocations.map(({ bodies }) => bodies.join())).toEqual(['a,b,c', 'b', 'b']);
    expect(world.counts('orders')).toEqual([0, 0, 0]);
  });

  it('takes a report for success where it did not ask for one', () => {
    const world = new QueueWorld();
    world.queue('orders');
    world.send('orders', 'a');
    world.map('orders', {}, ({ ids }) => ({ ended: answered({ batchItemFailures: [{ itemIdentifier: ids[0] }] }) }));
    world.wait(100);
    expect(world.invocations).toHaveLength(1);
    expect(world.counts('orders')).toEqual([0, 0, 0]);
  });

  it('offers a throttled batch again while it is hidden, then leaves it to the queue', () => {
    const world = new QueueWorld();
    world.queue('orders', { VisibilityTimeout: '2' });
    world.send('orders', 'a');
    world.map('orders', {}, ({ atMs }) => ({ ended: atMs < 5000 ? throttled : answered(null) }));
    world.wait(10);
    const counts = world.invocations.map(({ receiveCounts }) => receiveCounts[0]);
    expect(new Set(counts)).toEqual(new Set(['1', '2', '3']));
    expect(world.invocations.filter((_, index) => counts[index] === '1').length).toBeGreaterThan(2);
    expect(world.counts('orders')).toEqual([0, 0, 0]);
  });

  it('starts with five batches at once and adds five a second while messages wait', () => {
    const world = new QueueWorld();
    world.queue('orders', { VisibilityTimeout: '600' });
    for (let sent = 0; sent < 200; sent += 1) world.send('orders', String(sent));
    world.map('orders', { BatchSize: 1 }, () => ({ afterMs: 100_000 }));
    world.wait(0);
    expect(world.running).toBe(5);
    world.wait(10.1);
    expect(world.running).toBe(55);
  });

  it('never runs more batches at once than its maximum concurrency', () => {
    const world = new QueueWorld();
    world.queue('orders', { VisibilityTimeout: '600' });
    for (let sent = 0; sent < 100; sent += 1) world.send('orders', String(sent));
    world.map('orders', { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 3 } }, () => ({ afterMs: 1000 }));
    world.wait(60);
    expect({ invocations: world.invocations.length, most: world.mostRunning }).toEqual({ invocations: 100, most: 3 });
  });

  it('backs off to two batches at once when its function fails, unless failures are reported', () => {
    const run = (settings: object) => {
      const world = new QueueWorld();
      world.queue('orders', { VisibilityTimeout: '600' });
      for (let sent = 0; sent < 300; sent += 1) world.send('orders', String(sent));
      world.map('orders', { BatchSize: 1, ...settings }, ({ ids }) => ({
        afterMs: 1000,
        ended:
          'FunctionResponseTypes' in settings ? answered({ batchItemFailures: [{ itemIdentifier: ids[0] }] }) : failed,
      }));
      world.wait(10);
      return world.running;
    };
    expect(run({})).toBe(2);
    expect(run(REPORTS)).toBeGreaterThanOrEqual(5);
  });

  it('gathers within its window, up to its batch size', () => {
    const world = new QueueWorld();
    world.queue('orders');
    world.map('orders', { BatchSize: 20, MaximumBatchingWindowInSeconds: 5, ScalingConfig: { MaximumConcurrency: 2 } });
    for (let sent = 0; sent < 8; sent += 1) {
      world.send('orders', String(sent));
      world.wait(1);
    }
    world.wait(30);
    const sizes = world.invocations.map(({ bodies }) => bodies.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(8);
    expect(Math.max(...sizes)).toBeGreaterThan(1);
    expect(Math.min(...world.invocations.map(({ atMs }) => atMs))).toBeGreaterThanOrEqual(5000);
    for (let sent = 0; sent < 100; sent += 1) world.send('orders', String(sent));
    world.wait(1);
    expect(Math.max(...world.invocations.map(({ bodies }) => bodies.length))).toBe(20);
  });

  it('deletes what no filter lets through, and does not show it', () => {
    const world = new QueueWorld();
    world.queue('orders');
    const Pattern = JSON.stringify({ body: { kind: ['order'], total: [{ numeric: ['>', 10] }] } });
    world.map('orders', { FilterCriteria: { Filters: [{ Pattern }] } });
    for (const body of ['{"kind":"order","total":11}', '{"kind":"order","total":10}', 'no JSON'])
      world.send('orders', body);
    world.wait(1);
    expect(world.invocations.map(({ bodies }) => bodies)).toEqual([['{"kind":"order","total":11}']]);
    expect(world.counts('orders')).toEqual([0, 0, 0]);
  });

  it('works one batch of a message group at a time, in order', () => {
    const world = new QueueWorld();
    world.queue('orders.fifo', { FifoQueue: 'true', VisibilityTimeout: '600' });
    for (let sent = 0; sent < 30; sent += 1)
      world.send('orders.fifo', `${sent % 3}-${sent}`, {
        MessageGroupId: `g${sent % 3}`,
        MessageDeduplicationId: String(sent),
      });
    world.map('orders.fifo', { BatchSize: 2 }, () => ({ afterMs: 1000 }));
    world.wait(60);
    expect(world.mostRunning).toBe(3);
    for (const group of ['0', '1', '2']) {
      const numbers = world.invocations
        .flatMap(({ bodies }) => bodies)
        .filter((body) => body.startsWith(group))
        .map((body) => Number(body.slice(2)));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      expect(numbers).toHaveLength(10);
    }
  });

  it('polls no more when it is disabled, and lets run what runs', () => {
    const world = new QueueWorld();
    world.queue('orders');
    world.send('orders', 'a');
    const mapping = world.map('orders', {}, () => ({ afterMs: 1000 }));
    world.wait(0.5);
    mapping.update({ Enabled: false });
    world.send('orders', 'b');
    world.wait(60);
    expect([world.invocations.length, ...world.counts('orders')]).toEqual([1, 1, 0, 0]);
    mapping.update({ Enabled: true });
    world.wait(1);
    expect(world.invocations.map(({ bodies }) => bodies[0])).toEqual(['a', 'b']);
    mapping.stop();
    world.send('orders', 'c');
    world.wait(60);
    expect(world.invocations).toHaveLength(2);
  });

  it('waits for a queue that is not there', () => {
    const world = new QueueWorld();
    world.map('orders', {});
    world.wait(60);
    world.queue('orders');
    world.send('orders', 'a');
    world.wait(10);
    expect(world.invocations).toHaveLength(1);
  });
});
