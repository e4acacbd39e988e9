import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { SQSEvent } from 'aws-lambda';

const db = new DynamoDBClient({ maxAttempts: 2 });

/** Shows the price that the bus told. */
export async function handler({ Records }: SQSEvent): Promise<{ statusCode: number }> {
  try {
    for (const { body } of Records) {
      const { product, cents } = JSON.parse(body).detail;
      await db.send(new PutItemCommand({ TableName: process.env.TAGS, Item: marshall({ product, cents }) }));
    }
    return { statusCode: 200 };
  } catch (error) {
    console.log('could not show a price', error);
    return { statusCode: 500 };
  }
}
