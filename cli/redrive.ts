import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Cloud, clientConfig } from '../kernel/cloud.ts';

const dlqSuffix = '-dlq';

/** What was moved out of one DLQ. */
export interface Redriven {
  readonly queue: string;
  readonly messages: number;
}

/**
 * Moves the messages of every DLQ of the system back to its queue, then lets the sweeper move parked sagas on.
 *
 * A message is sent to its queue before it is deleted from the DLQ: a crash in between delivers it twice, which the consumers
 * bear, and never loses it. (SQS's own StartMessageMoveTask asks for the same care, but LocalStack has it move in the
 * background without a way to wait for the end.)
 */
export async function redrive(cloud: Cloud, prefix: string): Promise<Redriven[]> {
  const sqs = new SQSClient({ ...clientConfig(cloud), useQueueUrlAsEndpoint: false });
  const { QueueUrls: urls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix }));
  const moved: Redriven[] = [];
  for (const dlqUrl of urls.filter((url) => url.endsWith(dlqSuffix)).sort()) {
    const queue = dlqUrl.slice(dlqUrl.lastIndexOf('/') + 1, -dlqSuffix.length);
    const { QueueUrl: queueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
    if (queueUrl !== undefined) moved.push({ queue, messages: await move(sqs, dlqUrl, queueUrl) });
  }
  const lambda = new LambdaClient(clientConfig(cloud));
  await lambda.send(
    new InvokeCommand({
      FunctionName: `${prefix}orders-sweeper`,
      Payload: Buffer.from(JSON.stringify({ redrive: true })),
    }),
  );
  return moved;
}

async function move(sqs: SQSClient, from: string, to: string): Promise<number> {
  for (let moved = 0; ; ) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    );
    if (messages.length === 0) return moved;
    for (const { Body, MessageAttributes, ReceiptHandle } of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body, MessageAttributes }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
      moved += 1;
    }
  }
}
