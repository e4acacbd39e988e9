import { GetQueueAttributesCommand, GetQueueUrlCommand, QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs';
import { type Settings, settingsOf } from './settings.ts';

/** Attributes that tell what is in a queue, or when it was touched: no settings. */
const notSettings: readonly string[] = [
  QueueAttributeName.ApproximateNumberOfMessages,
  QueueAttributeName.ApproximateNumberOfMessagesDelayed,
  QueueAttributeName.ApproximateNumberOfMessagesNotVisible,
  QueueAttributeName.LastModifiedTimestamp,
];

/** All attributes of a queue that somebody may set. */
export async function queueSettings(sqs: SQSClient, name: string): Promise<Settings> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  const set = Object.entries(Attributes).filter(([attribute]) => !notSettings.includes(attribute));
  return settingsOf(`queue ${name}`, Object.fromEntries(set));
}
