import {
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand as ListTopicTagsCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Reader, type Readers, tagsFrom } from './reader.ts';

const sqs = new SQSClient({});
const sns = new SNSClient({});
const events = new EventBridgeClient({});

/** Attributes are strings; the template has numbers, booleans and objects. */
function parsed(attributes: Readonly<Record<string, string>> = {}): Record<string, unknown> {
  const parse = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  };
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, parse(value)]));
}

const lastPart = (arn = '') => arn.split(':').at(-1);

const queue: Reader = async (QueueUrl) => {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  const { Tags } = await sqs.send(new ListQueueTagsCommand({ QueueUrl }));
  return { ...parsed(Attributes), QueueName: lastPart(Attributes?.QueueArn), Tags: tagsFrom(Tags) };
};

const topic: Reader = async (TopicArn) => {
  const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  const { Tags } = await sns.send(new ListTopicTagsCommand({ ResourceArn: TopicArn }));
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const { DisplayName, SignatureVersion } = Attributes;
  return {
    ...parsed(Attributes),
    DisplayName,
    SignatureVersion,
    TopicName: lastPart(TopicArn),
    Tags: tagsFrom(Tags),
    Subscription: Subscriptions.map(({ Protocol, Endpoint }) => ({ Protocol, Endpoint })),
  };
};

const subscription: Reader = async (SubscriptionArn) => {
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return parsed(Attributes);
};

const bus: Reader = async (Name) => {
  const { Arn, ...more } = await events.send(new DescribeEventBusCommand({ Name }));
  const { Tags } = await events.send(new ListTagsForResourceCommand({ ResourceARN: Arn }));
  return { ...more, Tags: tagsFrom(Tags) };
};

const rule: Reader = async (id) => {
  const [bus, Name] = id.includes('|') ? id.split('|') : [undefined, id];
  const asked = bus === undefined ? {} : { EventBusName: bus };
  const { Arn, EventPattern, ...more } = await events.send(new DescribeRuleCommand({ ...asked, Name }));
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ ...asked, Rule: Name }));
  const { Tags } = await events.send(new ListTagsForResourceCommand({ ResourceARN: Arn }));
  return { ...more, EventPattern: EventPattern && JSON.parse(EventPattern), Targets, Tags: tagsFrom(Tags) };
};

const connection: Reader = async (Name) => {
  const { AuthParameters, ...more } = await events.send(new DescribeConnectionCommand({ Name }));
  // The value of the key is not told again.
  const { ApiKeyName } = AuthParameters?.ApiKeyAuthParameters ?? {};
  return { ...more, AuthParameters: { ApiKeyAuthParameters: { ApiKeyName, ApiKeyValue: 'secret' } } };
};

const destination: Reader = async (Name) => ({ ...(await events.send(new DescribeApiDestinationCommand({ Name }))) });

export const messagingReaders: Readers = {
  'AWS::SQS::Queue': queue,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::Subscription': subscription,
  'AWS::Events::EventBus': bus,
  'AWS::Events::Rule': rule,
  'AWS::Events::Connection': connection,
  'AWS::Events::ApiDestination': destination,
};
