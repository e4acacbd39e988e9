import { InvokeCommand } from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { openClients } from '../../kernel/clients.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import type { Deployed } from '../../system/deployed.ts';
import type { System } from '../../system/system.ts';

/** Somebody else may hold messages of a DLQ on and on: so many polls of a second after their time nobody waits for them. */
const LATE_POLLS = 5;

/** What was moved out of one DLQ. */
export interface Redriven {
  readonly queue: string;
  readonly messages: number;
}

/**
 * Moves the messages of every DLQ of a system back to its queue, then has the system go on with what it had given up for them.
 *
 * A message is sent to its queue before it is deleted from the DLQ: a crash in between delivers it twice, which consumers
 * have to bear anyway, and never loses it. (SQS's own StartMessageMoveTask asks for the same care, but LocalStack has it move
 * in the background without a way to wait for the end.) A message of a FIFO queue stays in its group. It goes by its id in the
 * DLQ: by its own deduplication id SQS would take it for the one that was given up, and drop it.
 */
export async function redrive(
  cloud: Cloud,
  { onRedrive }: Pick<System, 'onRedrive'>,
  { redrives }: Pick<Deployed, 'redrives'>,
): Promise<Redriven[]> {
  const { sqs, lambda, destroy } = openClients(cloud);
  try {
    const moved: Redriven[] = [];
    for (const { queue, deadLetterQueue } of redrives) {
      const [from, to] = await Promise.all([urlOf(sqs, deadLetterQueue), urlOf(sqs, queue)]);
      moved.push({ queue, messages: await move(sqs, from, to) });
    }
    if (onRedrive !== undefined) {
      const { function: FunctionName, payload } = onRedrive;
      await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(payload) }));
    }
    return moved;
  } finally {
    destroy();
  }
}

async function urlOf(sqs: SQSClient, QueueName: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return QueueUrl;
}

/** Until nothing is left: a receive whose answer was lost hides its messages for as long as they stay invisible. */
async function move(sqs: SQSClient, from: string, to: string): Promise<number> {
  for (let [moved, empty] = [0, 0]; ; ) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        // A short poll asks a part of SQS's servers only, and may find nothing in a queue that is not empty.
        ...{ QueueUrl: from, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 },
        ...{ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['MessageGroupId'] },
      }),
    );
    if (messages.length === 0) {
      const { count, hiddenSeconds } = await left(sqs, from);
      if (count === 0 || empty >= hiddenSeconds + LATE_POLLS) return moved;
      empty += 1;
      continue;
    }
    empty = 0;
    for (const { MessageId, Body, MessageAttributes, Attributes, ReceiptHandle } of messages) {
      const { MessageGroupId } = Attributes ?? {};
      const ifFifo = to.endsWith('.fifo') && { MessageGroupId, MessageDeduplicationId: MessageId };
      await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body, MessageAttributes, ...ifFifo }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
      moved += 1;
    }
  }
}

/** How many messages a queue still has, hidden ones too, and for how long they can be hidden. */
async function left(sqs: SQSClient, QueueUrl: string): Promise<{ count: number; hiddenSeconds: number }> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'VisibilityTimeout'],
    }),
  );
  const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible, VisibilityTimeout } = Attributes;
  return {
    count: Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible),
    hiddenSeconds: Number(VisibilityTimeout),
  };
}
