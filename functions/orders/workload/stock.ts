import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Cloud, clientConfig } from '../../../kernel/cloud.ts';
import { products, soldOut } from './products.ts';

/** Writes the whole stock as it is before the first order of a run, over what earlier runs left. The system must be quiet. */
export async function seedStock(cloud: Cloud, table = 'orders-stock'): Promise<void> {
  const client = new DynamoDBClient(clientConfig(cloud));
  const put = ({ sku, initial }: (typeof products)[number]) => {
    const Item = { sku: { S: sku }, initial: { N: String(initial) }, available: { N: String(initial) } };
    return client.send(new PutItemCommand({ TableName: table, Item }));
  };
  try {
    await Promise.all([...products, soldOut].map(put));
  } finally {
    client.destroy();
  }
}
