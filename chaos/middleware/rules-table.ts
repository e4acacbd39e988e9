import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

/** Partition key of all rules in the chaos table: one Query reads them. */
export const RULES = 'rules';

const READ_DEADLINE_MS = 1_000;

/**
 * Reads the rule items of a chaos table. Its client carries no chaos and gives up after a second: a function must not wait for
 * its faults. It tries twice, because the connection that it kept may have died while the environment was frozen.
 */
export function openRulesTable(table: string): () => Promise<readonly unknown[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 2 }));
  return async () => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :rules',
        ExpressionAttributeValues: { ':rules': RULES },
        ConsistentRead: true,
      }),
      { abortSignal: AbortSignal.timeout(READ_DEADLINE_MS) },
    );
    return Items.map(({ pk: _pk, ttl: _ttl, ...rule }) => rule);
  };
}
