import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const dynamo = new DynamoDBClient({});
const table = `table-arn-${Date.now()}`;
let TableName: string;

beforeAll(async () => {
  const { TableDescription } = await dynamo.send(
    new CreateTableCommand({
      TableName: table,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  TableName = TableDescription?.TableArn ?? '';
});

afterAll(() => dynamo.send(new DeleteTableCommand({ TableName: table })));

describe('the ARN of a table does for its name', () => {
  const Key = { id: { S: 'a' } };

  it('in transactions', async () => {
    await dynamo.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: { ...Key, n: { N: '1' } } } }],
        ClientRequestToken: table,
      }),
    );
    const read = new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key } }] });
    expect((await dynamo.send(read)).Responses).toEqual([{ Item: { ...Key, n: { N: '1' } } }]);
  });
});
