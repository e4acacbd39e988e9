import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { SQSEvent } from 'aws-lambda';

const db = new DynamoDBClient();

/** Sets a price, and says so in the outbox, in one transaction. */
export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) {
    const { change, product, cents } = JSON.parse(body);
    await db.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: process.env.PRODUCTS, Item: marshall({ product, cents }) } },
          { Put: { TableName: process.env.OUTBOX, Item: marshall({ change, product, cents }) } },
        ],
      }),
    );
  }
}
