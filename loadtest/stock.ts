import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Cloud, clientConfig } from '../localstack/cloud.ts';
import { products, soldOut } from './products.ts';

/** Writes the whole stock to the stock table, as it is before the first order. Overwrites what was there. */
export async function seedStock(cloud: Cloud, table = 'faultline-stock'): Promise<void> {
  const client = new DynamoDBClient(clientConfig(cloud));
  try {
    const requests = [...products, soldOut].map(({ sku, initial }) => ({
      PutRequest: { Item: { sku: { S: sku }, initial: { N: String(initial) }, available: { N: String(initial) } } },
    }));
    let RequestItems = { [table]: requests };
    // A batch may be taken in part; the SDK does not send the rest again.
    while (Object.keys(RequestItems).length > 0) {
      const { UnprocessedItems = {} } = await client.send(new BatchWriteItemCommand({ RequestItems }));
      RequestItems = UnprocessedItems as typeof RequestItems;
    }
  } finally {
    client.destroy();
  }
}
