import { arn, type Samples, tags } from '../sample.ts';

const name = (suffix: string) => `props-${suffix}`;
const redrive = (maxReceiveCount: number) => ({ deadLetterTargetArn: arn('sqs', name('dead')), maxReceiveCount });

export const messaging: Samples = {
  Dead: {
    type: 'AWS::SQS::Queue',
    first: { QueueName: name('dead'), RedriveAllowPolicy: { redrivePermission: 'denyAll' } },
    second: {
      QueueName: name('dead'),
      RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: [arn('sqs', name('queue'))] },
    },
  },
  Queue: {
    type: 'AWS::SQS::Queue',
    first: {
      QueueName: name('queue'),
      DelaySeconds: 5,
      MaximumMessageSize: 2048,
      MessageRetentionPeriod: 3600,
      ReceiveMessageWaitTimeSeconds: 7,
      RedrivePolicy: redrive(4),
      VisibilityTimeout: 77,
      Tags: tags('a', 'b'),
    },
    second: {
      QueueName: name('queue'),
      DelaySeconds: 6,
      MaximumMessageSize: 4096,
      MessageRetentionPeriod: 7200,
      ReceiveMessageWaitTimeSeconds: 8,
      RedrivePolicy: redrive(5),
      VisibilityTimeout: 88,
      Tags: tags('c'),
    },
    after: ['Dead'],
  },
  FifoQueue: {
    type: 'AWS::SQS::Queue',
    first: {
      QueueName: name('queue.fifo'),
      FifoQueue: true,
      ContentBasedDeduplication: true,
      DeduplicationScope: 'messageGroup',
    },
    second: {
      QueueName: name('queue.fifo'),
      FifoQueue: true,
      ContentBasedDeduplication: false,
      DeduplicationScope: 'queue',
    },
  },
  Topic: {
    type: 'AWS::SNS::Topic',
    first: { TopicName: name('topic'), DisplayName: 'first', SignatureVersion: '2', Tags: tags('a', 'b') },
    second: { TopicName: name('topic'), DisplayName: 'second', SignatureVersion: '2', Tags: tags('c') },
  },
  FifoTopic: {
    type: 'AWS::SNS::Topic',
    first: { TopicName: name('topic.fifo'), FifoTopic: true, ContentBasedDeduplication: true },
  },
  SubscribedTopic: {
    type: 'AWS::SNS::Topic',
    first: { TopicName: name('subscribed'), Subscription: [{ Protocol: 'sqs', Endpoint: arn('sqs', name('queue')) }] },
    after: ['Queue'],
  },
  Subscription: {
    type: 'AWS::SNS::Subscription',
    first: {
      TopicArn: arn('sns', name('topic')),
      Protocol: 'sqs',
      Endpoint: arn('sqs', name('queue')),
      FilterPolicy: { kind: ['a'] },
      FilterPolicyScope: 'MessageBody',
      RawMessageDelivery: true,
      RedrivePolicy: { deadLetterTargetArn: arn('sqs', name('dead')) },
    },
    second: {
      TopicArn: arn('sns', name('topic')),
      Protocol: 'sqs',
      Endpoint: arn('sqs', name('queue')),
      FilterPolicy: { kind: ['b'] },
      FilterPolicyScope: 'MessageAttributes',
      RawMessageDelivery: false,
      RedrivePolicy: { deadLetterTargetArn: arn('sqs', name('dead')) },
    },
    after: ['Topic', 'Queue'],
  },
  Bus: {
    type: 'AWS::Events::EventBus',
    first: { Name: name('bus'), Description: 'a bus', Tags: tags('a') },
  },
  Rule: {
    type: 'AWS::Events::Rule',
    first: {
      Name: name('rule'),
      EventBusName: name('bus'),
      Description: 'first',
      EventPattern: { source: ['a'], detail: { kind: [{ prefix: 'x' }] } },
      State: 'DISABLED',
      Tags: tags('a'),
      Targets: [
        { Id: 'queue', Arn: arn('sqs', name('queue')), InputPath: '$.detail' },
        { Id: 'fifo', Arn: arn('sqs', name('queue.fifo')), SqsParameters: { MessageGroupId: 'g' }, Input: '"x"' },
      ],
    },
    second: {
      Name: name('rule'),
      EventBusName: name('bus'),
      Description: 'second',
      EventPattern: { source: ['b'] },
      State: 'ENABLED',
      Tags: tags('b'),
      Targets: [
        {
          Id: 'queue',
          Arn: arn('sqs', name('queue')),
          InputTransformer: { InputPathsMap: { a: '$.detail.a' }, InputTemplate: '{"a":<a>}' },
        },
      ],
    },
    after: ['Bus', 'Queue', 'FifoQueue'],
  },
  Schedule: {
    type: 'AWS::Events::Rule',
    first: { Name: name('schedule'), ScheduleExpression: 'rate(1 day)' },
    second: { Name: name('schedule'), ScheduleExpression: 'rate(2 days)' },
  },
  Connection: {
    type: 'AWS::Events::Connection',
    first: {
      Name: name('connection'),
      Description: 'a connection',
      AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'secret' } },
    },
  },
  Destination: {
    type: 'AWS::Events::ApiDestination',
    first: {
      Name: name('destination'),
      Description: 'a destination',
      ConnectionArn: { 'Fn::GetAtt': ['Connection', 'Arn'] },
      HttpMethod: 'POST',
      InvocationEndpoint: 'http://127.0.0.1:1/',
    },
  },
};
