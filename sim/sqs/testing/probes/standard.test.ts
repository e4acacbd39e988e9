import { describe, expect, it } from '@jest/globals';
import { calm } from '../../chance/calm.ts';
import { Queues } from '../../queues.ts';
import { streamsOf } from '../numbers.ts';
import { CALLER, World } from '../world.ts';

describe('a standard queue on a calm day', () => {
  it('hides what is received until its timeout is over, and counts receives', () => {
    const world = new World();
    const queue = world.queue('orders');
    world.send(queue, 'a');
    expect(world.receive(queue)[0]?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
    world.wait(29);
    expect(world.bodies(queue)).toEqual([]);
    expect(world.counts(queue)).toEqual([0, 1, 0]);
    world.wait(1);
    expect(world.counts(queue)).toEqual([1, 0, 0]);
    expect(world.receive(queue)[0]?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
  });

  it('gives the oldest first, also when it was given back', () => {
    const world = new World();
    const queue = world.queue('orders');
    for (const body of ['a', 'b', 'c']) world.send(queue, body);
    const [a] = world.receive(queue, { MaxNumberOfMessages: 1 });
    world.change(queue, a as never, 0);
    expect(world.bodies(queue)).toEqual(['a', 'b', 'c']);
  });

  it('delays by the message, or else by the queue as it was when the message came', () => {
    const world = new World();
    const queue = world.queue('orders', { DelaySeconds: '10' });
    world.send(queue, 'queue');
    world.send(queue, 'message', { DelaySeconds: 5 });
    world.send(queue, 'now', { DelaySeconds: 0 });
    expect(world.counts(queue)).toEqual([1, 0, 2]);
    world.call('SetQueueAttributes', { QueueUrl: queue, Attributes: { DelaySeconds: '0' } });
    world.wait(5);
    expect(world.bodies(queue)).toEqual(['message', 'now']);
    world.wait(5);
    expect(world.bodies(queue)).toEqual(['queue']);
  });

  it('lets a visibility be lengthened to twelve hours after the receive and no further', () => {
    const world = new World();
    const queue = world.queue('orders');
    world.send(queue, 'a');
    const [message] = world.receive(queue) as [never];
    world.wait(20);
    expect(world.change(queue, message, 43_200)).toMatchObject({ error: 'InvalidParameterValueException' });
    expect(world.change(queue, message, 43_180)).toEqual({});
    world.wait(43_179);
    expect(world.bodies(queue)).toEqual([]);
    world.wait(1);
    expect(world.bodies(queue)).toEqual(['a']);
  });

  it('answers success for a message that is gone, and an error for a handle that is none', () => {
    const world = new World();
    const queue = world.queue('orders');
    world.send(queue, 'a');
    const [message] = world.receive(queue) as [never];
    expect([world.delete(queue, message), world.delete(queue, message)]).toEqual([{}, {}]);
    expect(world.counts(queue)).toEqual([0, 0, 0]);
    const other = world.queue('other');
    expect(world.delete(other, message)).toMatchObject({ error: 'ReceiptHandleIsInvalid' });
  });

  it('deletes with the handle of a receive whose time is over', () => {
    const world = new World();
    const queue = world.queue('orders');
    world.send(queue, 'a');
    world.send(queue, 'b');
    const [a] = world.receive(queue, { MaxNumberOfMessages: 1 }) as [never];
    world.wait(31);
    world.delete(queue, a);
    expect(world.counts(queue)).toEqual([1, 0, 0]);
    expect(world.bodies(queue)).toEqual(['b']);
  });

  it('forgets messages when their retention is over, those in flight too', () => {
    const world = new World();
    const queue = world.queue('orders', { MessageRetentionPeriod: '60', VisibilityTimeout: '600' });
    world.send(queue, 'in flight');
    world.receive(queue);
    world.send(queue, 'visible');
    world.wait(30);
    world.send(queue, 'younger');
    world.wait(30);
    expect(world.counts(queue)).toEqual([1, 0, 0]);
    expect(world.events.filter(({ event }) => event === 'expire')).toHaveLength(2);
    world.wait(30);
    expect(world.bodies(queue)).toEqual([]);
  });

  it('refuses a short poll with 120,000 messages in flight', () => {
    const queues = new Queues();
    const circumstances = { nowMs: 0, chance: calm(streamsOf(1)) };
    const call = (operation: string, input: object) => queues.call(operation, input, CALLER, circumstances);
    call('CreateQueue', { QueueName: 'orders' });
    const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/orders';
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: 'a' }));
    for (let sent = 0; sent <= 120_000; sent += 10) call('SendMessageBatch', { QueueUrl, Entries });
    for (let received = 0; received < 120_000; received += 10)
      call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    expect(() => call('ReceiveMessage', { QueueUrl })).toThrow(expect.objectContaining({ code: 'OverLimit' }));
    expect(call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 1 })).toEqual({});
  });

  it('is purged once in a minute', () => {
    const world = new World();
    const queue = world.queue('orders');
    world.send(queue, 'a');
    world.send(queue, 'b', { DelaySeconds: 5 });
    world.call('PurgeQueue', { QueueUrl: queue });
    expect(world.counts(queue)).toEqual([0, 0, 0]);
    world.wait(59);
    expect(world.tell('PurgeQueue', { QueueUrl: queue })).toMatchObject({ error: 'PurgeQueueInProgress' });
    world.wait(1);
    expect(world.tell('PurgeQueue', { QueueUrl: queue })).toEqual({});
  });
});
