import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Call } from '../call.ts';
import { type Limit, limitSchema } from '../limits/limit.ts';

/**
 * The limit of a tenant for an API; undefined where there is none.
 *
 * @throws Error where the table holds something that is no limit.
 */
export async function limitOf(
  dynamo: DynamoDBDocumentClient,
  table: string,
  { tenant, api }: Pick<Call, 'tenant' | 'api'>,
): Promise<Limit | undefined> {
  const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: { tenant, api } }));
  return Item === undefined ? undefined : limitSchema.parse(Item);
}
