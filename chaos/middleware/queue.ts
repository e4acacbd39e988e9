import { ChangeMessageVisibilityCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { QueueRecord } from './invocation.ts';

const DEADLINE_MS = 1_000;

let client: SQSClient | undefined;
const urls = new Map<string, string>();

/**
 * Makes a message visible again in so many seconds from now; 0 is at once. It needs the rights of every consumer
 * (`sqs:GetQueueUrl`, `sqs:ChangeMessageVisibility`), and uses a client without chaos.
 */
export async function setVisibility({ queueArn, receiptHandle }: QueueRecord, seconds: number): Promise<void> {
  client ??= new SQSClient({ maxAttempts: 1, useQueueUrlAsEndpoint: false });
  const options = { abortSignal: AbortSignal.timeout(DEADLINE_MS) };
  let QueueUrl = urls.get(queueArn);
  if (QueueUrl === undefined) {
    const QueueName = queueArn.slice(queueArn.lastIndexOf(':') + 1);
    ({ QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName }), options));
    urls.set(queueArn, QueueUrl);
  }
  const later = { QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
  await client.send(new ChangeMessageVisibilityCommand(later), options);
}
