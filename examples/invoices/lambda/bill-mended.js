import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { once } from './once.js';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

// Who writes the bill of an order again, because nobody knows whether it was written, writes the same bill.
export const handler = once(async ({ order, amount }) => {
  const id = `bill ${order}`;
  await db.send(new PutCommand({ TableName: process.env.BILLS_TABLE, Item: { id, order, amount } }));
  return { id };
});
