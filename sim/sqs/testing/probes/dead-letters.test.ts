import { describe, expect, it } from '@jest/globals';
import { World } from '../world.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:';

describe('a dead-letter queue', () => {
  it('gets what was received too often, when somebody asks for it once more', () => {
    const world = new World();
    const { source, dead } = world.withDeadLetters(2);
    world.send(source, 'poison');
    for (const count of ['1', '2']) {
      expect(world.receive(source)[0]?.Attributes).toMatchObject({ ApproximateReceiveCount: count });
      world.wait(30);
    }
    expect([world.counts(source), world.counts(dead)]).toEqual([
      [1, 0, 0],
      [0, 0, 0],
    ]);
    expect(world.bodies(source)).toEqual([]);
    expect([world.counts(source), world.counts(dead)]).toEqual([
      [0, 0, 0],
      [1, 0, 0],
    ]);
    expect(world.receive(dead)[0]?.Attributes).toMatchObject({
      ApproximateReceiveCount: '3',
      DeadLetterQueueSourceArn: `${ARN}source`,
    });
  });

  it('keeps the time of sending on a standard queue and begins anew on a FIFO queue', () => {
    for (const [suffix, kept] of [
      ['', 0],
      ['.fifo', 1],
    ] as const) {
      const world = new World();
      const { source, dead } = world.withDeadLetters(1, suffix);
      world.call('SetQueueAttributes', { QueueUrl: dead, Attributes: { MessageRetentionPeriod: '100' } });
      const group = suffix === '' ? {} : { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
      world.send(source, 'poison', group);
      world.receive(source);
      world.wait(60);
      world.receive(source);
      expect(world.counts(dead)).toEqual([1, 0, 0]);
      world.wait(60);
      expect(world.counts(dead)).toEqual([kept, 0, 0]);
    }
  });

  it('takes two messages with one deduplication id from a FIFO queue', () => {
    const world = new World();
    const { source, dead } = world.withDeadLetters(1, '.fifo');
    for (let turn = 0; turn < 2; turn += 1) {
      world.send(source, `poison ${turn}`, { MessageGroupId: 'g', MessageDeduplicationId: 'same' });
      world.receive(source);
      world.wait(300);
      world.receive(source);
    }
    expect(world.bodies(dead)).toEqual(['poison 0', 'poison 1']);
  });

  it('must exist, be of the same type, and be asked for with a sensible count', () => {
    const world = new World();
    world.queue('dead.fifo', { FifoQueue: 'true' });
    world.queue('dead');
    const create = (policy: object) =>
      world.tell('CreateQueue', { QueueName: 'source', Attributes: { RedrivePolicy: JSON.stringify(policy) } }).error;
    expect(create({ deadLetterTargetArn: `${ARN}none`, maxReceiveCount: 1 })).toBe('InvalidParameterValueException');
    expect(create({ deadLetterTargetArn: `${ARN}dead.fifo`, maxReceiveCount: 1 })).toBe(
      'InvalidParameterValueException',
    );
    expect(create({ deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: 0 })).toBe('InvalidParameterValueException');
    expect(create({ deadLetterTargetArn: `${ARN}dead`, maxReceiveCount: '3' })).toBeUndefined();
  });

  it('gives its messages back as new ones, as fast as the task says', () => {
    const world = new World();
    const { source, dead } = world.withDeadLetters(1);
    for (const body of ['1', '2', '3']) world.send(source, body);
    const before = world.receive(source).map(({ MessageId }) => MessageId);
    world.wait(30);
    world.receive(source);
    expect(world.counts(dead)).toEqual([3, 0, 0]);
    const SourceArn = `${ARN}dead`;
    world.call('StartMessageMoveTask', { SourceArn, MaxNumberOfMessagesPerSecond: 1 });
    expect(world.tell('StartMessageMoveTask', { SourceArn })).toMatchObject({
      error: 'InvalidParameterValueException',
    });
    world.wait(2);
    expect([world.counts(source), world.counts(dead)]).toEqual([
      [2, 0, 0],
      [1, 0, 0],
    ]);
    const list = () => (world.call('ListMessageMoveTasks', { SourceArn }).Results as readonly object[])[0];
    expect(list()).toMatchObject({
      Status: 'RUNNING',
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 3,
    });
    world.wait(2);
    expect(list()).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 });
    const back = world.receive(source);
    expect(back.map(({ Body }) => Body)).toEqual(['1', '2', '3']);
    expect(
      back.every(
        ({ MessageId, Attributes }) => !before.includes(MessageId) && Attributes?.ApproximateReceiveCount === '1',
      ),
    ).toBe(true);
  });

  it('keeps what has not moved when a task is cancelled', () => {
    const world = new World();
    const { source, dead } = world.withDeadLetters(1);
    for (const body of ['1', '2']) world.send(source, body);
    world.receive(source);
    world.wait(30);
    world.receive(source);
    const { TaskHandle } = world.call('StartMessageMoveTask', {
      SourceArn: `${ARN}dead`,
      MaxNumberOfMessagesPerSecond: 1,
    });
    world.wait(1);
    expect(world.call('CancelMessageMoveTask', { TaskHandle })).toEqual({ ApproximateNumberOfMessagesMoved: 1 });
    world.wait(10);
    expect([world.counts(source), world.counts(dead)]).toEqual([
      [1, 0, 0],
      [1, 0, 0],
    ]);
    expect(world.tell('CancelMessageMoveTask', { TaskHandle })).toMatchObject({ error: 'ResourceNotFoundException' });
  });
});
