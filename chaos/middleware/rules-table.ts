import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';

/** Partition key of all rules in the chaos table: one Query reads them, unless they fill more than its page of 1 MB. */
export const RULES = 'rules';

const READ_DEADLINE_MS = 1_000;

/**
 * Reads the rule items of a chaos table. Its client carries no chaos and gives up after a second: a function must not wait for
 * its faults. It tries twice, because the connection that it kept may have died while the environment was frozen.
 */
export function openRulesTable(table: string): () => Promise<readonly unknown[]> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 2 }));
  return async () => {
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :rules',
      ExpressionAttributeValues: { ':rules': RULES },
      ConsistentRead: true,
    };
    const rules: unknown[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, query, {
      abortSignal: AbortSignal.timeout(READ_DEADLINE_MS),
    })) {
      rules.push(...Items.map(({ pk: _pk, ttl: _ttl, ...rule }) => rule));
    }
    return rules;
  };
}
