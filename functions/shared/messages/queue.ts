import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

const FIRST_BACK_OFF_S = 2;
const LONGEST_BACK_OFF_S = 30;

/** Sends a message as JSON. A standard queue delivers it at least once, in any order. */
export async function sendMessage(sqs: SQSClient, queueUrl: string, message: object): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
}

/**
 * Lets a failed message come back after a back-off that doubles with each receive, jittered over its upper half, instead
 * of after the queue's whole visibility timeout. A record tells its queue by ARN; the URL is asked for, once a queue.
 *
 * @returns the seconds until the message is visible again.
 */
export async function postpone(sqs: SQSClient, record: SQSRecord): Promise<number> {
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  const ceiling = Math.min(FIRST_BACK_OFF_S * 2 ** (receiveCount - 1), LONGEST_BACK_OFF_S);
  const seconds = Math.ceil(ceiling * (0.5 + Math.random() / 2));
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: await queueUrl(sqs, record.eventSourceARN),
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
  return seconds;
}

const queueUrls = new Map<string, string>();

async function queueUrl(sqs: SQSClient, arn: string): Promise<string> {
  const known = queueUrls.get(arn);
  if (known) return known;
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: arn.slice(arn.lastIndexOf(':') + 1) }));
  queueUrls.set(arn, QueueUrl);
  return QueueUrl;
}
