import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Cloud, clientConfig } from '../localstack/cloud.ts';
import { products, soldOut } from './products.ts';

/**
 * Puts every product that is not there yet into the stock table. What is there stays: earlier orders hold a part of it, and
 * stock must stay conserved over all runs on one deployment.
 */
export async function seedStock(cloud: Cloud, table = 'faultline-stock'): Promise<void> {
  const client = new DynamoDBClient(clientConfig(cloud));
  const put = ({ sku, initial }: (typeof products)[number]) =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: { sku: { S: sku }, initial: { N: String(initial) }, available: { N: String(initial) } },
        ConditionExpression: 'attribute_not_exists(sku)',
      }),
    );
  try {
    const puts = await Promise.allSettled([...products, soldOut].map(put));
    for (const done of puts) {
      if (done.status === 'rejected' && !(done.reason instanceof ConditionalCheckFailedException)) throw done.reason;
    }
  } finally {
    client.destroy();
  }
}
