import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { once } from './once.js';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = once(async ({ order, amount }) => {
  const id = randomUUID();
  await db.send(new PutCommand({ TableName: process.env.BILLS_TABLE, Item: { id, order, amount } }));
  return { id };
});
