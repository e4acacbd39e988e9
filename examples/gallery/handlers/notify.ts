import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** Counts the notices of an owner. Not idempotent: a second delivery, or a retry whose first answer was lost, counts twice. */
export const handler = async (event: SQSEvent): Promise<void> => {
  for (const record of event.Records) {
    const { owner } = JSON.parse(record.body) as { owner: string };
    await documents.send(
      new UpdateCommand({
        TableName: process.env.NOTICES_TABLE,
        Key: { owner },
        UpdateExpression: 'ADD notices :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
  }
};
