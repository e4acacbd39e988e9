import { describe, expect, it } from '@jest/globals';
import { Timeline } from '../time/timeline.ts';
import { calm } from './chance/calm.ts';
import { Queues } from './queues.ts';
import { type Outcome, QueuesInTime } from './queues-in-time.ts';
import { streamsOf } from './testing/numbers.ts';
import { CALLER } from './testing/world.ts';

const URL_OF_QUEUE = 'https://sqs.us-east-1.amazonaws.com/000000000000/orders';

function open() {
  const timeline = new Timeline(0);
  const queues = new QueuesInTime(new Queues(), timeline, calm(streamsOf(1)));
  const call = (operation: string, input: object, done: (outcome: Outcome) => void = () => {}) =>
    queues.call(operation, { QueueUrl: URL_OF_QUEUE, ...input }, CALLER, done);
  call('CreateQueue', { QueueName: 'orders' });
  const heard: { readonly who: string; readonly atMs: number; readonly bodies: readonly string[] }[] = [];
  const receive = (who: string, input: object) =>
    call('ReceiveMessage', input, (outcome) => {
      const { Messages = [] } = (outcome as { output: { Messages?: readonly { Body: string }[] } }).output;
      heard.push({ who, atMs: timeline.nowMs, bodies: Messages.map(({ Body }) => Body) });
    });
  const runUntil = (atMs: number) => {
    timeline.at(atMs, () => {});
    while (timeline.nowMs < atMs) timeline.step();
  };
  return { timeline, call, receive, heard, runUntil };
}

describe('a long poll in virtual time', () => {
  it('ends with a message that comes while it waits, at once', () => {
    const { call, receive, heard, runUntil } = open();
    receive('a', { WaitTimeSeconds: 20 });
    runUntil(5000);
    expect(heard).toEqual([]);
    call('SendMessage', { MessageBody: 'x' });
    expect(heard).toEqual([{ who: 'a', atMs: 5000, bodies: ['x'] }]);
    runUntil(30_000);
    expect(heard).toHaveLength(1);
  });

  it('ends without one when its time is over, and a short poll at once', () => {
    const { receive, heard, runUntil } = open();
    receive('long', { WaitTimeSeconds: 3 });
    receive('short', { WaitTimeSeconds: 0 });
    runUntil(10_000);
    expect(heard).toEqual([
      { who: 'short', atMs: 0, bodies: [] },
      { who: 'long', atMs: 3000, bodies: [] },
    ]);
  });

  it('ends when a delay or a visibility timeout is over, or a message is given back', () => {
    const { call, receive, heard, runUntil } = open();
    call('SendMessage', { MessageBody: 'delayed', DelaySeconds: 2 });
    receive('delay', { WaitTimeSeconds: 20, VisibilityTimeout: 4 });
    runUntil(2000);
    receive('timeout', { WaitTimeSeconds: 20 });
    runUntil(20_000);
    expect(heard).toEqual([
      { who: 'delay', atMs: 2000, bodies: ['delayed'] },
      { who: 'timeout', atMs: 6000, bodies: ['delayed'] },
    ]);
  });

  it('is served in the order of asking, and not at all when its caller has left', () => {
    const { call, receive, heard } = open();
    const leave = receive('gone', { WaitTimeSeconds: 20 });
    receive('first', { WaitTimeSeconds: 20 });
    receive('second', { WaitTimeSeconds: 20 });
    leave();
    call('SendMessage', { MessageBody: '1' });
    call('SendMessage', { MessageBody: '2' });
    call('SendMessage', { MessageBody: '3' });
    expect(heard.map(({ who, bodies }) => [who, ...bodies])).toEqual([
      ['first', '1'],
      ['second', '2'],
    ]);
    receive('later', { WaitTimeSeconds: 20 });
    expect(heard.at(-1)).toMatchObject({ who: 'later', bodies: ['3'] });
  });

  it('may be asked again by who was just served', () => {
    const { timeline, call } = open();
    const got: string[] = [];
    const again = () =>
      call('ReceiveMessage', { WaitTimeSeconds: 20 }, (outcome) => {
        const { Messages = [] } = (outcome as { output: { Messages?: readonly { Body: string }[] } }).output;
        got.push(...Messages.map(({ Body }) => Body));
        if (Messages.length > 0) again();
      });
    again();
    for (const body of ['1', '2', '3']) call('SendMessage', { MessageBody: body });
    expect({ got, atMs: timeline.nowMs }).toEqual({ got: ['1', '2', '3'], atMs: 0 });
  });

  it('tells an error of AWS at once', () => {
    const { call } = open();
    const outcomes: Outcome[] = [];
    call('ReceiveMessage', { WaitTimeSeconds: 21 }, (outcome) => outcomes.push(outcome));
    expect(outcomes).toMatchObject([
      { error: { code: 'InvalidParameterValueException', queryCode: 'InvalidParameterValue' } },
    ]);
  });
});

describe('a redrive in virtual time', () => {
  it('goes on by itself', () => {
    const { call, receive, heard, runUntil } = open();
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
      maxReceiveCount: 1,
    });
    call('CreateQueue', { QueueName: 'dead' });
    call('SetQueueAttributes', { Attributes: { RedrivePolicy } });
    call('SendMessage', { MessageBody: 'x' });
    receive('first', { VisibilityTimeout: 0 });
    receive('dead letter', {});
    call('StartMessageMoveTask', {
      SourceArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
      MaxNumberOfMessagesPerSecond: 1,
    });
    receive('back', { WaitTimeSeconds: 20 });
    runUntil(5000);
    expect(heard.map(({ who, atMs, bodies }) => [who, atMs, ...bodies])).toEqual([
      ['first', 0, 'x'],
      ['dead letter', 0],
      ['back', 1000, 'x'],
    ]);
  });
});
