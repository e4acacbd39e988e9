import { describe, expect, it } from '@jest/globals';
import { World } from '../world.ts';

const FIFO = { FifoQueue: 'true' };
const ids = Array.from({ length: 100 }, (_, index) => `id-${index}`).values();
/** A message of a group, with a deduplication id of its own. */
const of = (MessageGroupId: string, MessageDeduplicationId = ids.next().value) => ({
  MessageGroupId,
  MessageDeduplicationId,
});

describe('a FIFO queue', () => {
  it('holds a group back while one of its messages is in flight', () => {
    const world = new World();
    const queue = world.queue('a.fifo', FIFO);
    for (const body of ['1', '2', '3']) world.send(queue, body, of('g'));
    world.send(queue, 'other', of('h'));
    const [one, two] = world.receive(queue, { MaxNumberOfMessages: 2 }) as [never, never];
    expect(world.bodies(queue)).toEqual(['other']);
    world.delete(queue, one);
    expect(world.bodies(queue)).toEqual([]);
    world.change(queue, two, 0);
    expect(world.bodies(queue)).toEqual(['2', '3']);
  });

  it('gives nothing of a group of which a later message is in flight, as AWS documents', () => {
    const world = new World();
    const queue = world.queue('a.fifo', FIFO);
    for (const body of ['1', '2']) world.send(queue, body, of('g'));
    const [one] = world.receive(queue) as [never];
    world.change(queue, one, 0);
    expect(world.bodies(queue)).toEqual([]);
    world.wait(30);
    expect(world.bodies(queue)).toEqual(['1', '2']);
  });

  it('takes a message with a known id in once in five minutes, also when the first is gone', () => {
    const world = new World();
    const queue = world.queue('a.fifo', FIFO);
    const first = world.send(queue, 'a', of('g', 'same'));
    world.delete(queue, world.receive(queue)[0] as never);
    world.wait(299);
    const again = world.send(queue, 'b', of('h', 'same'));
    expect(again).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    expect(again.MD5OfMessageBody).not.toBe(first.MD5OfMessageBody);
    expect(world.bodies(queue)).toEqual([]);
    world.wait(1);
    expect(world.send(queue, 'c', of('h', 'same')).MessageId).not.toBe(first.MessageId);
    expect(world.bodies(queue)).toEqual(['c']);
  });

  it('knows messages by their bodies if it is told so, and by group if it is told so', () => {
    const world = new World();
    const Attributes = { ...FIFO, ContentBasedDeduplication: 'true', DeduplicationScope: 'messageGroup' };
    const queue = world.queue('a.fifo', Attributes);
    for (const MessageGroupId of ['g', 'h', 'g']) world.send(queue, 'same', { MessageGroupId });
    expect(world.bodies(queue)).toEqual(['same', 'same']);
  });

  it('gives the same messages by the same handles to a receive with the same attempt id', () => {
    const world = new World();
    const queue = world.queue('a.fifo', FIFO);
    for (const body of ['1', '2']) world.send(queue, body, of('g'));
    const attempt = { ReceiveRequestAttemptId: 'attempt', MaxNumberOfMessages: 1 };
    const first = world.receive(queue, attempt);
    world.wait(20);
    const again = world.receive(queue, attempt);
    expect(again.map(({ ReceiptHandle }) => ReceiptHandle)).toEqual(first.map(({ ReceiptHandle }) => ReceiptHandle));
    // "it resets the visibility timeout"
    world.wait(20);
    expect(world.bodies(queue)).toEqual([]);
    world.delete(queue, first[0] as never);
    expect(world.bodies(queue, attempt)).toEqual(['2']);
  });

  it('refuses to delete by a handle whose time is over', () => {
    const world = new World();
    const queue = world.queue('a.fifo', FIFO);
    world.send(queue, 'a', of('g'));
    const [message] = world.receive(queue) as [never];
    world.wait(30);
    expect(world.delete(queue, message)).toMatchObject({
      error: 'InvalidParameterValueException',
      message: expect.stringMatching(/The receipt handle has expired/),
    });
    expect(world.bodies(queue)).toEqual(['a']);
  });

  it('delays what has come already when its delay is changed', () => {
    const world = new World();
    const queue = world.queue('a.fifo', { ...FIFO, DelaySeconds: '10' });
    world.send(queue, 'a', of('g'));
    world.call('SetQueueAttributes', { QueueUrl: queue, Attributes: { DelaySeconds: '20' } });
    world.wait(15);
    expect(world.bodies(queue)).toEqual([]);
    world.call('SetQueueAttributes', { QueueUrl: queue, Attributes: { DelaySeconds: '5' } });
    expect(world.bodies(queue)).toEqual(['a']);
  });

  it('numbers its messages in the order in which they came', () => {
    const world = new World();
    const queue = world.queue('a.fifo', FIFO);
    const numbers = ['1', '2', '3'].map((body) => world.send(queue, body, of('g')).SequenceNumber as string);
    expect([...numbers].sort()).toEqual(numbers);
    expect(numbers.every((number) => /^\d{20}$/.test(number))).toBe(true);
  });
});
