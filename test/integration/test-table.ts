import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

/** Sees every failure: it never tries again. */
export const dynamo = new DynamoDBClient({ maxAttempts: 1 });

/** A table with the key `id` that was made for one test and goes with it. */
export class TestTable implements AsyncDisposable {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Writes an item for an order; `client` may try again. */
  put(orderId: string, client: DynamoDBClient = dynamo) {
    const Item = { id: { S: orderId }, orderId: { S: orderId } };
    return client.send(new PutItemCommand({ TableName: this.name, Item }));
  }

  /** Whether there is an item with this id. */
  async has(id: string): Promise<boolean> {
    const { Item } = await dynamo.send(
      new GetItemCommand({ TableName: this.name, Key: { id: { S: id } }, ConsistentRead: true }),
    );
    return Item !== undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await dynamo.send(new DeleteTableCommand({ TableName: this.name }));
  }
}

/** Creates a table and waits until it is there. */
export async function createTable(): Promise<TestTable> {
  const TableName = `faultline-test-${crypto.randomUUID().slice(0, 8)}`;
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists({ client: dynamo, maxWaitTime: 20, minDelay: 0.1, maxDelay: 0.5 }, { TableName });
  return new TestTable(TableName);
}
