import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';

const db = new DynamoDBClient({ maxAttempts: 2 });

/** What could not be shown stays in the queue: SQS does not read status codes. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures = [];
  for (const { messageId, body } of Records) {
    try {
      const { product, cents } = JSON.parse(body).detail;
      await db.send(new PutItemCommand({ TableName: process.env.TAGS, Item: marshall({ product, cents }) }));
    } catch (error) {
      console.log('to be tried again', error);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
