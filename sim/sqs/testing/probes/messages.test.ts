import { describe, expect, it } from '@jest/globals';
import { World } from '../world.ts';

const invalid = { error: 'InvalidParameterValueException' };

describe('a message', () => {
  it('is answered with the digests that AWS computes', () => {
    const world = new World();
    const queue = world.queue('orders');
    const MessageAttributes = {
      under_score: { DataType: 'Binary', BinaryValue: 'AAEC' },
      k: { DataType: 'String', StringValue: 'grüße' },
      'a.2': { DataType: 'Number.int', StringValue: '7' },
    };
    // LocalStack's answer to the same call.
    expect(world.send(queue, 'b', { MessageAttributes })).toEqual({
      MessageId: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
      MD5OfMessageBody: '92eb5ffee6ae2fec3ad71c777531578f',
      MD5OfMessageAttributes: '143d46985f8560f7139e75e137053060',
    });
    const [received] = world.receive(queue, { MessageAttributeNames: ['under_*', 'a.*'] }) as [never];
    expect(received).toMatchObject({ MessageAttributes: { 'a.2': MessageAttributes['a.2'] } });
    expect(received).not.toHaveProperty('MessageAttributes.k');
  });

  it('counts with its attributes against the size that its queue allows', () => {
    const world = new World();
    const queue = world.queue('orders', { MaximumMessageSize: '1024' });
    const MessageAttributes = { name: { DataType: 'String', StringValue: 'value' } };
    const tell = (bytes: number, parameters: object) =>
      world.tell('SendMessage', { QueueUrl: queue, MessageBody: 'x'.repeat(bytes), ...parameters });
    expect(tell(1024, {})).not.toHaveProperty('error');
    expect(tell(1025, {})).toMatchObject(invalid);
    expect(tell(1024 - 15, { MessageAttributes })).not.toHaveProperty('error');
    expect(tell(1024 - 14, { MessageAttributes })).toMatchObject(invalid);
  });

  it.each([
    ['no body', { MessageBody: undefined }, 'MissingRequiredParameterException'],
    ['an empty body', { MessageBody: '' }, 'MissingRequiredParameterException'],
    ['a control character', { MessageBody: '\u000b' }, 'InvalidMessageContents'],
    ['half a surrogate', { MessageBody: '\ud800' }, 'InvalidMessageContents'],
    ['a delay that is too long', { DelaySeconds: 901 }, 'InvalidParameterValueException'],
    ['a delay that is a text', { DelaySeconds: '5' }, 'SerializationException'],
    ['a deduplication id on a standard queue', { MessageDeduplicationId: 'd' }, 'InvalidParameterValueException'],
    ['a group id with a blank', { MessageGroupId: 'a b' }, 'InvalidParameterValueException'],
    [
      'an attribute without a value',
      { MessageAttributes: { a: { DataType: 'String' } } },
      'InvalidParameterValueException',
    ],
    ['an attribute of no type', { MessageAttributes: { a: { StringValue: 'v' } } }, 'InvalidParameterValueException'],
    [
      'an attribute with a reserved name',
      { MessageAttributes: { 'aws.a': { DataType: 'String', StringValue: 'v' } } },
      'InvalidParameterValueException',
    ],
    [
      'a number that is none',
      { MessageAttributes: { a: { DataType: 'Number', StringValue: 'abc' } } },
      'InvalidParameterValueException',
    ],
    [
      'eleven attributes',
      {
        MessageAttributes: Object.fromEntries(
          Array.from({ length: 11 }, (_, n) => [`a${n}`, { DataType: 'String', StringValue: 'v' }]),
        ),
      },
      'InvalidParameterValueException',
    ],
  ])('is refused with %s, and nothing changes', (_what, parameters, error) => {
    const world = new World();
    const queue = world.queue('orders');
    expect(world.tell('SendMessage', { QueueUrl: queue, MessageBody: 'a', ...parameters })).toMatchObject({ error });
    expect(world.counts(queue)).toEqual([0, 0, 0]);
    expect(world.events).toEqual([]);
  });

  it('is refused by itself in a batch', () => {
    const world = new World();
    const queue = world.queue('orders');
    const Entries = [
      { Id: 'good', MessageBody: 'a' },
      { Id: 'bad', MessageBody: '\u000b' },
    ];
    expect(world.call('SendMessageBatch', { QueueUrl: queue, Entries })).toMatchObject({
      Successful: [{ Id: 'good' }],
      Failed: [{ Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true }],
    });
    const big = { Id: 'a', MessageBody: 'x'.repeat(600_000) };
    expect(world.tell('SendMessageBatch', { QueueUrl: queue, Entries: [big, { ...big, Id: 'b' }] })).toMatchObject({
      error: 'BatchRequestTooLong',
    });
    expect(world.bodies(queue)).toEqual(['a']);
  });
});

describe('a queue', () => {
  it('is created once more with the same attributes only, and rests a minute after its deletion', () => {
    const world = new World();
    const url = world.queue('orders', { VisibilityTimeout: '5' });
    expect(world.queue('orders')).toBe(url);
    const other = { QueueName: 'orders', Attributes: { VisibilityTimeout: '6' } };
    expect(world.tell('CreateQueue', other)).toMatchObject({ error: 'QueueNameExists' });
    world.call('DeleteQueue', { QueueUrl: url });
    expect(world.tell('SendMessage', { QueueUrl: url, MessageBody: 'a' })).toMatchObject({
      error: 'QueueDoesNotExist',
    });
    expect(world.tell('CreateQueue', other)).toMatchObject({ error: 'QueueDeletedRecently' });
    world.wait(60);
    expect(world.tell('CreateQueue', other)).toEqual({ QueueUrl: url });
  });

  it.each([
    ['VisibilityTimeout', '43201', 'InvalidAttributeValue'],
    ['MessageRetentionPeriod', '59', 'InvalidAttributeValue'],
    ['MaximumMessageSize', 'many', 'InvalidAttributeValue'],
    ['RedrivePolicy', 'no JSON', 'InvalidAttributeValue'],
    ['DeduplicationScope', 'queue', 'InvalidAttributeName'],
    ['Nonsense', '1', 'InvalidAttributeName'],
    ['QueueArn', 'arn', 'InvalidAttributeName'],
  ])('refuses the attribute %s with %s', (name, value, error) => {
    const world = new World();
    expect(world.tell('CreateQueue', { QueueName: 'orders', Attributes: { [name]: value } })).toMatchObject({ error });
    const queue = world.queue('orders');
    expect(world.tell('SetQueueAttributes', { QueueUrl: queue, Attributes: { [name]: value } })).toMatchObject({
      error,
    });
  });

  it.each(['a b', '', 'x'.repeat(81), 'a.fifo'])('is not called "%s"', (QueueName) => {
    expect(new World().tell('CreateQueue', { QueueName })).toMatchObject(invalid);
  });

  it('is found by any URL that ends in its account and name', () => {
    const world = new World();
    world.queue('orders');
    for (const url of [
      'http://127.0.0.1:4566/000000000000/orders',
      'http://localhost:4566/queue/us-east-1/000000000000/orders',
    ])
      expect(world.tell('SendMessage', { QueueUrl: url, MessageBody: 'a' })).not.toHaveProperty('error');
    expect(world.tell('SendMessage', { QueueUrl: 'orders', MessageBody: 'a' })).toMatchObject({
      error: 'InvalidAddress',
    });
  });

  it('is listed by its prefix, a page at a time', () => {
    const world = new World();
    const urls = ['a1', 'a2', 'a3', 'b'].map((name) => world.queue(name));
    expect(world.call('ListQueues', {}).QueueUrls).toEqual(urls);
    const first = world.call('ListQueues', { QueueNamePrefix: 'a', MaxResults: 2 });
    expect(first.QueueUrls).toEqual(urls.slice(0, 2));
    const second = world.call('ListQueues', { QueueNamePrefix: 'a', MaxResults: 2, NextToken: first.NextToken });
    expect(second).toEqual({ QueueUrls: [urls[2]] });
  });

  it('refuses what AWS has and this SQS has not, by its name', () => {
    expect(new World().tell('ListEverything', {})).toMatchObject({
      error: 'NotModelled',
      message: expect.stringMatching(/ListEverything/),
    });
  });
});
