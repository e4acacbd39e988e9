import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

/**
 * What the keys of a run begin with: `seed-7` for the first run of a seed on a deployment, which is thereby the same
 * everywhere, and `seed-7-run-2` for the second, which must not be answered with what the first asked for.
 */
export async function newKeyPrefix(dynamo: DynamoDBClient, chaosTable: string, seed: number): Promise<string> {
  const { Attributes } = await dynamo.send(
    new UpdateItemCommand({
      TableName: chaosTable,
      Key: { pk: { S: 'runs' }, id: { S: String(seed) } },
      UpdateExpression: 'ADD #runs :one',
      ExpressionAttributeNames: { '#runs': 'runs' },
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    }),
  );
  const run = Number(Attributes?.runs?.N ?? 1);
  return run === 1 ? `seed-${seed}` : `seed-${seed}-run-${run}`;
}
