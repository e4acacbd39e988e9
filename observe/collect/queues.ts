import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetter, QueueAfter, QueueDepth } from '../../run/run-files.ts';

/** A queue by name and address. */
export interface Queue {
  readonly name: string;
  readonly url: string;
}

type QueueSettings = Pick<QueueAfter, 'visibilityMs' | 'maxReceiveCount'>;

/** The queues of these names. */
export async function findQueues(sqs: SQSClient, names: readonly string[]): Promise<Queue[]> {
  return Promise.all(
    names.map(async (name) => {
      const { QueueUrl: url = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
      return { name, url };
    }),
  );
}

/** How many messages a queue says it holds, approximate until nothing has moved for a while, and how it is set. */
export async function lookAtQueue(sqs: SQSClient, queue: Queue): Promise<QueueDepth & QueueSettings> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queue.url,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
        'VisibilityTimeout',
        'RedrivePolicy',
      ],
    }),
  );
  return {
    visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
    delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0),
    ...(Attributes.VisibilityTimeout !== undefined && { visibilityMs: Number(Attributes.VisibilityTimeout) * 1000 }),
    // The policy's count is a string or a number, as it was written.
    ...(Attributes.RedrivePolicy && { maxReceiveCount: Number(JSON.parse(Attributes.RedrivePolicy).maxReceiveCount) }),
  };
}

/** Long enough to read a whole queue, short enough that a reader who dies hides nothing for long. */
const holdSeconds = 60;
/** A short poll asks a part of the servers only; this many empty answers in a row mean that the queue is empty. */
const emptyAnswers = 3;

/**
 * Read up to `limit` messages of a dead-letter queue and put them all back: nothing is deleted. Each receive is held
 * for a minute, so that the next one brings other messages, and released at the end.
 */
export async function readDeadLetters(sqs: SQSClient, queue: Queue, limit: number): Promise<DeadLetter[]> {
  const found = new Map<string, Message>();
  let empty = 0;
  try {
    while (empty < emptyAnswers && found.size < limit) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queue.url,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: holdSeconds,
          WaitTimeSeconds: found.size === 0 ? 0 : 1,
          MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
        }),
      );
      empty = Messages.length === 0 ? empty + 1 : 0;
      for (const message of Messages) found.set(message.MessageId ?? '', message);
    }
  } finally {
    await release(sqs, queue, [...found.values()]);
  }
  return [...found].map(([messageId, { Body = '', Attributes = {} }]) => ({
    queue: queue.name,
    messageId,
    body: Body,
    sentAt: Number(Attributes.SentTimestamp ?? 0),
    receives: Number(Attributes.ApproximateReceiveCount ?? 0),
  }));
}

async function release(sqs: SQSClient, queue: Queue, messages: readonly Message[]): Promise<void> {
  for (let from = 0; from < messages.length; from += 10) {
    const Entries = messages.slice(from, from + 10).map((message, n) => ({
      Id: String(n),
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue.url, Entries }));
  }
}
