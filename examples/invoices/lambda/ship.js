import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event) => {
  for (const { body } of event.Records) {
    const { order, amount } = JSON.parse(body);
    const Item = { order, isInsured: amount > 100 };
    await db.send(new PutCommand({ TableName: process.env.PARCELS_TABLE, Item }));
  }
};
