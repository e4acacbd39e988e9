import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';

const dynamo = new DynamoDBClient({});
const sqs = new SQSClient({});
const { IMAGES_TABLE = '', NOTICES_QUEUE_URL = '' } = process.env;

interface Upload {
  readonly image: string;
  readonly owner: string;
  readonly friends?: readonly string[];
}

/**
 * Makes thumbnails of each uploaded image, files them and asks for a notice to its owner and to friends. An image that is
 * filed is done with. Two mistakes are in it on purpose: it looks for the image in a read that may be stale, and it does not
 * look whether SQS has taken every notice.
 */
export async function handler(event: SQSEvent): Promise<void> {
  for (const record of event.Records) {
    const { image, owner, friends = [] } = JSON.parse(record.body) as Upload;
    if (await isFiled(image)) continue;
    await file(image, owner);
    const Entries = [owner, ...friends].map((person) => {
      return { Id: person, MessageBody: JSON.stringify({ image, owner: person }) };
    });
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: NOTICES_QUEUE_URL, Entries }));
  }
}

async function isFiled(image: string): Promise<boolean> {
  const asked = { TableName: IMAGES_TABLE, Key: { image: { S: `${image}/small` } } };
  return (await dynamo.send(new GetItemCommand(asked))).Item !== undefined;
}

/** Writes the thumbnails in one batch, and again what DynamoDB has left of it. */
async function file(image: string, owner: string): Promise<void> {
  const puts = ['small', 'large'].map((size): WriteRequest => {
    return { PutRequest: { Item: { image: { S: `${image}/${size}` }, owner: { S: owner } } } };
  });
  let left: Record<string, WriteRequest[]> = { [IMAGES_TABLE]: puts };
  while (Object.keys(left).length > 0) {
    const { UnprocessedItems = {} } = await dynamo.send(new BatchWriteItemCommand({ RequestItems: left }));
    left = UnprocessedItems;
  }
}
