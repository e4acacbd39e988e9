import { describe, expect, it } from '@jest/globals';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { emptyBundles } from '../testing/empty-bundles.ts';
import { DeadLetteredQueue, type DeadLetteredQueueProps } from './dead-lettered-queue.ts';
import { HandlerFunction } from './handler-function.ts';

const bundle = emptyBundles(['consumer']).consumer;

function build(props: Partial<DeadLetteredQueueProps> = {}) {
  const stack = new Stack(new App(), 'stack');
  const queue = new DeadLetteredQueue(stack, 'Orders', {
    queueName: 'orders',
    visibilityTimeout: Duration.seconds(30),
    ...props,
  });
  const consumer = (id: string, seconds: number) =>
    new HandlerFunction(stack, id, {
      functionName: id,
      bundle,
      service: 'orders',
      timeout: Duration.seconds(seconds),
    });
  return { stack, queue, consumer };
}

describe('DeadLetteredQueue', () => {
  it('moves a message to its dead-letter queue, which keeps it longer and raises an alarm', () => {
    const { stack, queue, consumer } = build();
    queue.deliverTo(consumer('Saga', 5));
    const template = Template.fromStack(stack);
    const [deadLetterId] = Object.keys(
      template.findResources('AWS::SQS::Queue', { Properties: { QueueName: 'orders-dlq' } }),
    );
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'orders',
      RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: { 'Fn::GetAtt': [deadLetterId, 'Arn'] } },
      MessageRetentionPeriod: 4 * 24 * 3600,
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'orders-dlq',
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [deadLetterId, 'QueueName'] } }],
    });
  });

  it('lets its consumer answer batches in part, a bounded number of them at once', () => {
    const { stack, queue, consumer } = build();
    queue.deliverTo(consumer('Saga', 5), { batchSize: 3, maxConcurrency: 7 });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 3,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 7 },
      EventSourceArn: Match.anyValue(),
    });
  });

  it('refuses a consumer that may take longer than a sixth of the visibility timeout', () => {
    const { queue, consumer } = build();
    expect(() => queue.deliverTo(consumer('Slow', 6))).toThrow(
      'stack/Orders: the visibility timeout is too short: got 30 s, expected at least 36 s, six times the 6 s timeout of stack/Slow',
    );
  });

  it('refuses a second consumer', () => {
    const { queue, consumer } = build();
    queue.deliverTo(consumer('First', 5));
    expect(() => queue.deliverTo(consumer('Second', 5))).toThrow('got stack/Second, expected stack/First alone');
  });

  it('refuses to be synthesized without a consumer', () => {
    expect(() => Template.fromStack(build().stack)).toThrow('stack/Orders: the queue has no consumer: call deliverTo');
  });

  it.each([1, 4, 5.5, Number.NaN])('refuses a maxReceiveCount of %p', (maxReceiveCount) => {
    expect(() => build({ maxReceiveCount })).toThrow(
      `stack/Orders: too few receives before the dead-letter queue: got maxReceiveCount ${maxReceiveCount}, expected a whole number of at least 5`,
    );
  });

  it('refuses a retention that would let messages expire in the dead-letter queue', () => {
    expect(() => build({ retentionPeriod: Duration.days(14) })).toThrow('got 1209600 s, expected less than');
  });

  it('grants sending, and tells where to send', () => {
    const { stack, queue, consumer } = build();
    queue.deliverTo(consumer('Saga', 5));
    queue.grantSendTo(consumer('Sender', 5), 'ORDERS_QUEUE_URL');
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'Sender',
      Environment: { Variables: { ORDERS_QUEUE_URL: { Ref: Match.stringLikeRegexp('Orders') } } },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: 'sqs:SendMessage', Effect: 'Allow' })]),
      },
    });
  });
});
